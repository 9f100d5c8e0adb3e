"""Words that figures are surrounded by, grouped by what they tell, and a way to write them as patterns."""

from __future__ import annotations

import re

SPACE = r"[^\S\n]+"


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


def any_of(phrases: str) -> str:
    """A pattern for any of the words, longest first. White space separates them; "_" joins the words of one phrase."""
    ordered = sorted(set(phrases.split()), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(phrase.replace("_", SPACE) for phrase in ordered) + ")"


def pattern(expression: str) -> re.Pattern[str]:
    """Compiled without regard to case, with white space and comments in the expression ignored."""
    return re.compile(expression, re.IGNORECASE | re.VERBOSE)


MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"

APPROXIMATELY = any_of(
    """about almost approximately around circa ca\\. approx\\. roughly nearly some an?_estimated estimated close_to
    in_the_order_of not_quite barely c\\."""
)
BOUNDS = any_of(
    """more_than less_than fewer_than greater_than over under above below at_least at_most up_to upwards_of north_of
    just_over just_under well_over no_more_than no_less_than no_fewer_than as_many_as as_much_as as_high_as
    as_few_as just_a_hair_under a_hair_under just_shy_of shy_of as_little_as as_low_as only just
    (?:slightly|a_little)_(?:over|under|above|below|more_than|less_than)"""
)

# What may stand between a verb and its figure.
HEDGES = rf"(?:\s+(?:{APPROXIMATELY}|{BOUNDS}|an?|another))*"

RISING = """rose risen rise rises rising grew grown grow grows growing increase increased increases increasing jump
    jumped jumps jumping climb climbed climbs climbing surge surged surges surging soar soared soars soaring
    raise raised raises raising expand expanded expands expanding improve improved improves improving gain
    gained gains boost boosted boosts boosting lift lifted lifts spiked swelled rebounded accelerated
    skyrocketed skyrocket skyrockets skyrocketing up popped pops crept edged inched ballooned rallied rallies leap
    leaps leapt leaped advanced widened widen widens widening"""
FALLING = """fell fallen fall falls falling drop dropped drops dropping decline declined declines declining decrease
    decreased decreases decreasing slid slide slides slip slipped slips slipping shrank shrunk shrink shrinks
    reduce reduced reduces reducing plunge plunged plunges plunging tumble tumbled tumbles plummeted dipped dip
    dips cut cuts cutting slash slashed slashes lower lowered lowers lost lose loses losing slowed down sank sinks
    sunk crashed
    slumped slumps slumping sliding eased eases easing softened cooled moderated
    contracted plummet plummets plummeting tumbling shed sheds narrowed weakened"""
REACHING = """reached reach reaches hit hits totalled totaled totals passed topped exceeded surpassed numbered stood_at
    stands_at came_to"""
MOVING = "went goes going gone moved moving changed changing shifted swung"
MOVEMENTS = any_of(
    """increases? decreases? rises? drops? declines? growth uplift lift jump reduction gains? falls? surge spike dip
    slump improvement boost hike swing cuts?"""
)

PEOPLE = """people persons men women children kids adults teens teenagers users? customers? consumers? shoppers?
    buyers? subscribers? members? viewers? visitors? readers? listeners? followers? marketers?
    advertisers? publishers? creators? developers? employees? workers? staff executives? leaders? CMOs?
    CEOs? CIOs? CFOs? professionals? respondents? participants? students? patients? households? families
    voters? residents? citizens? learners? clients? investors? players? fans? attendees? volunteers?
    individuals? females? males? girls? boys? babies infants? officials? doctors? nurses? teachers?
    scientists? researchers? engineers? soldiers? refugees? migrants? parents? owners? managers?
    decision-makers freelancers? founders? recruiters? salespeople retirees millennials boomers Gen_Zers
    Americans Britons Australians Europeans Canadians Germans"""
ORGANISATIONS = """companies company businesses business brands? firms? organi[sz]ations? agencies agency retailers?
    merchants? sellers? startups? vendors? stores? locations? schools? hospitals? banks? teams?
    enterprises? sites? websites? domains? counties countries country cities markets? states?
    manufacturers? providers? platforms? newsrooms? publishers? communities SMBs SMEs"""
THINGS = """impressions clicks views downloads installs sessions pageviews searches queries prompts messages
    emails leads conversions orders purchases transactions sales units accounts pages posts videos ads
    campaigns keywords URLs links deaths cases cars vehicles homes devices shares citations parameters
    tokens articles papers backlinks reviews jobs hires layoffs roles positions votes songs apps
    products items books events visits interactions placements creatives responses interviews surveys
    samples observations measurements species mice subjects infections tests doses satellites genes
    cells proteins sequences stations wells trees plants animals birds passages genomes galaxies stars
    nodes vertices datasets documents images sentences tweets records stories calls requests bookings
    questions trips flights rides deliveries complaints"""
COUNTED = any_of(PEOPLE + " " + ORGANISATIONS + " " + THINGS)
POPULATION = any_of(PEOPLE + " " + ORGANISATIONS)

# Words that a phrase of plain nouns and adjectives does not run across.
LINKS = any_of(
    """of to in on at by for from with and or but that which who whose is are was were be been has have had will would
    could can a an the than as per while where when if its their our his her this those these about around over under
    between compared versus vs said says say"""
)

AUXILIARIES = """is are was were be been has have had do does did don['’]t doesn['’]t didn['’]t can can['’]t cannot
    could will won['’]t would should may might must aren['’]t isn['’]t wasn['’]t weren['’]t haven['’]t"""
VERBS = """cost goes comes leaves sits sat makes gets takes gives leads spends buys says finds wants needs costs happens
occurs relies
    keeps say says said report reports reported use uses used using plan plans planned planning believe
    believes believed thought holds held cast expect expects expected think thinks agree agrees agreed
    cite cited want wanted
    prefer preferred need needed feel felt see saw trust trusted rely relied start started begin began
    buy bought make made spend spent know knew consider considered identified identify admit admitted
    struggle struggled lack lacked fear find found get got receive received come came go went rank
    ranked rate rated measure measured track tracked invest invested adopt adopted choose chose click
    clicked abandon abandoned visit visited read watch watched search searched prioriti[sz]e
    prioriti[sz]ed remain remained show showed end ended contain contained include included occur
    occurred named name pay paid work worked told tell claim claimed intend intended regret regretted
    share shared view viewed respond responded state stated account accounted lead led give gave take
    took look looked shop shopped ask asked anticipate anticipated switch switched stop stopped turn
    turned attribute attributed doubt worry worried favou?r favou?red support supported oppose opposed
    own owned live lived died voted face faced fail failed reach reached experience experienced happen
    happened generate generated drive drove qualify convert converted engage engaged publish published
    describe described deliver delivered test tested run ran rewrite rewrote review reviewed allocate
    allocated outsource automate automated cancel cancell?ed ignore ignored unsubscribe unsubscribed
    shows skip skipped open opened recommend recommended hold held keep kept seek sought express expressed
    apply applied implement implemented deploy deployed create created write wrote add added move moved
    leave left join joined avoid avoided mention mentioned complain complained link linked follow
    followed accept accepted reject rejected download downloaded rent regard regarded doubled tripled
    quadrupled halved return returned bounce bounced listen listened speak spoke operate operated hire
    hired discover discovered compare compared complete completed represent represents represented equal equals exceed
    exceeded comprise comprised enjoy enjoyed seem seemed appear appeared become envision envisioned consume
    consumed subscribe subscribed earn earned save saved browse browsed evaluate evaluated suffer suffered
    demonstrates? demonstrated reflects? reflected indicates? indicated suggests? suggested signals?
    signalled highlights? highlighted incorporate incorporated
    purchase purchased receive received require required provide provided"""
# Verbs that are nouns as often ("ad spend", "search results"): they count as verbs only after a plural.
NOUNS_TOO = words(
    """report reports use uses plan plans need trust start rank rate rates measure track click visit search end name
    pay work claim share view state account lead look shop switch turn doubt worry support face experience drive
    test run review open hold move mention link download rent hire increase increases rise rises fall falls drop
    drops decline declines cut cuts lift lifts jump jumps climb surge boost dip dips spend buy cost change gain
    gains slide slip lower show skip reach shop regret favor watch post purchase"""
)
FINITE = any_of(" ".join({*VERBS.split(), *RISING.split(), *FALLING.split()} - {"up", "down"}))

FORECASTS = any_of(
    """will won['’]t expects? expected expecting projects projected projecting predicts? predicted predicting
    forecasts? forecasted anticipates? anticipated set_to on_track on_course_to slated_to poised_to guides?_for
    guidance_(?:of|to|for) (?:outlook|forecast)_is_for
    (?:sees?|seen)_(?:at|[a-z]+_(?:rising|growing|falling|reaching|hitting|climbing|shrinking))
    could would may might plans?_to
    planned_to aims?_to aims?_for aimed_at targets? targeted targeting likely_to_reach likely_to_hit
    possible potential potentially
    likely_to_grow likely_to_rise likely_to_fall going_to(?!\\s+(?:the|an?|its|their|his|her)\\b) estimated_to_reach
    due_to_reach should_(?:reach|grow|hit|rise|fall|exceed|top|double|climb)"""
)
REPORTS = any_of(
    """report survey study research data analysis poll
    index(?!\\s*(?:\\(|started|rose|fell|was|closed|gained|lost|dropped|climbed))
    findings forecast estimates? figures
    whitepaper paper census review numbers outlook statistics audit tracker barometer"""
)
SAYING = any_of(
    """found finds says said reports reported estimates estimated predicts predicted forecasts projects projected
    reveals revealed shows showed notes noted claims claimed expects surveyed put puts announced writes wrote
    states stated calculates calculated warns warned discovered measured polled tracked told believes argues
    confirmed disclosed"""
)

"""The names of months in the languages of the web's feeds."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# One row a month: English, German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian, Finnish, Polish, Czech,
# Hungarian, Romanian, Croatian, Turkish, Indonesian, Greek, Russian, Ukrainian, Arabic, Hebrew (bare and with "in").
_MONTH_NAMES = (
    "jan january januar janner janvier janv enero ene janeiro gennaio gen januari tammikuu tammikuuta stycznia "
    "styczen sty ledna leden január ianuarie sijecanj siječnja ocak oca ιανουαριου ιανουαριος ιαν января январь "
    "янв січня січень січ"
    " يناير ינואר בינואר",
    "feb february februar februare fevrier fevr fev febrero fevereiro febbraio febr februari helmikuu helmikuuta "
    "lutego luty lut unora unor február februarie veljaca veljače subat şub φεβρουαριου φεβρουαριος φεβ февраля "
    "февраль фев февр лютого лютий лют"
    " فبراير פברואר בפברואר",
    "mar march marz maerz mrz mars marzo marco março maart mrt maaliskuu maaliskuuta marca marzec brezna brezen "
    "március marc martie ozujak ožujka mart maret μαρτιου μαρτιος μαρ μαρτ марта март мар березня березень бер"
    " مارس מרץ במרץ",
    "apr april avril avr abril abr aprile huhtikuu huhtikuuta kwietnia kwiecien kwi dubna duben április aprilie "
    "travanj travnja nisan nis απριλιου απριλιος απρ апреля апрель апр квітня квітень кві квіт"
    " أبريل אפריל באפריל",
    "may mai mayo maio maggio mag mei maj toukokuu toukokuuta maja kvetna kveten május svibanj svibnja mayis "
    "mayıs μαϊου μαιου μαιος μαι μαϊ мая май травня травень тра трав"
    " مايو מאי במאי",
    "jun june juni juin junio junho giugno giu kesakuu kesakuuta czerwca czerwiec cze cervna cerven június iunie "
    "lipanj lipnja haziran haz ιουνιου ιουνιος ιουν июня июнь июн червня червень чер черв"
    " يونيو يونيه יוני ביוני",
    "jul july juli juillet juil julio julho luglio lug heinakuu heinakuuta lipca lipiec cervence cervenec július "
    "iulie srpanj srpnja temmuz tem ιουλιου ιουλιος ιουλ июля июль июл липня липень"
    " يوليو يوليه יולי ביולי",
    "aug august aout agosto ago augusti augustus elokuu elokuuta sierpnia sierpien sie srpna srpen augusztus "
    "kolovoz kolovoza agustos ağustos agu agustus agt αυγουστου αυγουστος αυγ августа август авг серпня серпень "
    "сер серп"
    " أغسطس אוגוסט באוגוסט",
    "sep sept september septembre septiembre setembro set settembre syyskuu syyskuuta wrzesnia wrzesien wrz zari "
    "szept szeptember septembrie rujan rujna eylul eyl σεπτεμβριου σεπτεμβριος σεπ σεπτ сентября сентябрь сен "
    "сент вересня вересень вер"
    " سبتمبر ספטמבר בספטמבר",
    "oct october okt oktober octobre octubre outubro out ottobre ott lokakuu lokakuuta pazdziernika pazdziernik "
    "paź rijna rijen október octombrie ekim eki oktobra οκτωβριου οκτωβριος οκτ октября октябрь окт жовтня "
    "жовтень жов жовт"
    " أكتوبر אוקטובר באוקטובר",
    "nov november novembre noviembre novembro marraskuu marraskuuta listopada listopad lis listopadu noiembrie "
    "studeni studenoga kasim kasım kas νοεμβριου νοεμβριος νοε νοεμ ноября ноябрь ноя нояб листопада листопад лис лист"
    " نوفمبر נובמבר בנובמבר",
    "dec december dez dezember decembre diciembre dic dezembro dicembre des desember desember joulukuu joulukuuta "
    "grudnia grudzien gru prosince prosinec decembrie prosinac prosinca aralik aralık ara δεκεμβριου δεκεμβριος δεκ "
    "декабря декабрь дек грудня грудень гру груд"
    " ديسمبر דצמבר בדצמבר",
)


def unaccented(word: str) -> str:
    """A word without accents and case."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


# The number of the month by its name without accents and case.
MONTHS: Mapping[str, int] = MappingProxyType(
    {unaccented(name): number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
)

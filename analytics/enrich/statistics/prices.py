"""Tells the price of a good, a budget or a saying from money that is a finding."""

from __future__ import annotations

import re

from analytics.enrich.statistics.lexicon import HEDGES, any_of, pattern
from analytics.enrich.statistics.place import NEAR
from analytics.enrich.statistics.quantity import Quantity

_PRICES = any_of(
    """cost costs costing price priced pricing RRP MSRP retail_price prices_start pricing_starts starts start
    starting started begin begins
    sells selling sold purchased retails charge charges charged fee_of fees_of pay pays paid wearing tickets?
    subscription subscriptions
    offers? budgets? bids? buy buys bought"""
)
_PRICE_BEFORE = pattern(
    rf"""\b{_PRICES}(?:\s+{any_of("at for from of is are was as it you users customers as_little_as between")}|:)*{
        HEDGES
    }\s+$"""
)
_GOODS = any_of(
    """gift_card subscription plans? tiers? tickets? coupon price_tag (?:\\w+_)?budget (?:\\w+_)?bill Rolex watch"""
)
_UNITS_SOLD = any_of("seat licen[cs]e user ticket person item unit click lead conversion [GTM]B kWh dose")
_UNITS_USED = any_of("song image task M?tok(?:ens?)? query problem call mo")
_PRICE_AFTER = pattern(
    rf"""\s*(?:apiece|each\b|off\b|discount|fee\b|-an?-|{_GOODS}\b|per\s+{_UNITS_SOLD}\b
    |(?:per\s|/\s?)(?:1?M|million)\b|/\s?(?:[\d$]|{_UNITS_SOLD}\b|{_UNITS_USED}\b))"""
)
MILLION, SHELF, RATE = 1_000_000, 100_000, 10_000
# "the $1,200 phone", "a $4,000 sofa": the price tells one good from another.
_THE = pattern(r"\b(?:an?|the|this|that|my|your|our|his|her)\s+$")
_GOOD_AFTER = pattern(
    rf"""\s+(?!{
        any_of("increase rise gain drop fall decline loss profit average median mean difference gap total")
    }\b)[a-z]"""
)
# "$799.99", "goes on sale for $350", "API pricing of $1.40 in and $0.26"
_SHELF_CENTS = re.compile(r"\d\.(?:99|95|98)$")
_ON_SALE = pattern(
    r"\b(?:sale|launch(?:es|ed)?|available|debuts?|arrives?|ships?|buy|get\s+(?:it|them))\b[^.;]{0,60}\s(?:for|at)\s+(?:just\s+|only\s+)?$"
    r"|\bpricing\b[^.;]{0,50}$|\bprices?\s+(?:range|run|start)\b[^.;]*$"
    r"|\bfor\s+[$€£][\d.,]+\s\($|[$€£][\d.]+\s?/\s?$"
)
# What makes a small sum a finding; without any of it, it is what something is sold for.
_FINDING_WORDS = any_of(
    """spend spends spending spent saves? saved savings? earns? earned earnings revenues? sales profits? loss(?:es)?
    income salary salaries wages? pay tax(?:es)? fines? fined raised? average median mean values? valued worth returns?
    ROI ROAS CPAs? CPCs? CPMs? CPLs? AOV LTV CAC ARPU EPS
    generat\\w+ made makes making donat\\w+ grants? invest\\w* dividends?
    bonus
    per_\\w+ a_share each_year shares? gains? increase[sd]? decrease[sd]? rose rise risen fell fallen falls?
    drop(?:s|ped)?
    grew grown growth up down climb\\w* jump\\w* costs? lost loses? debts? rent budgets? trad\\w+ high low clos\\w+
    premium\\w* bills? thresholds? rewards? award\\w* fund\\w* margins? totals? monthly annually yearly for_every stolen
    damages? damaged days reached reaches hits? surpass\\w* exceed\\w*"""
)
_FINDING = pattern(rf"\b{_FINDING_WORDS}\b")
_BY_TIME = pattern(r"\bper\s(?:day|week|month|year)$")
_PROVERBIAL = pattern(
    r"(?:an?\s+(?:million|billion|hundred|thousand)|zero|one)\s+(?:dollars?|bucks|euros?|pounds)(?:\s+a\s+\w+)?"
)
_TO_SPEND = pattern(
    r"\b(?:to|you|go|and|would)\s+(?:go\s+)?(?:deploy|put|invest|manage|take|spend|burn|risk)(?:\s+(?:maybe|like|it|about))*\s+$|\bmaybe\s+$"
)

EVERY = pattern(r"\b(?:every|each)\s+$")


def is_price(quantity: Quantity, raw: str, near: str, after: str) -> bool:
    """Whether money is a price, a budget or a saying, not a finding; a hundred thousand and more is no shelf price."""
    if _PROVERBIAL.fullmatch(raw) or EVERY.search(near) or (quantity.value < MILLION and _TO_SPEND.search(near)):
        return True
    if quantity.value < RATE and (_SHELF_CENTS.search(raw) or _ON_SALE.search(near)):
        return True
    if quantity.value < RATE and not _FINDING.search(f"{near} {raw} {after[:NEAR]}"):
        return True
    if quantity.value < SHELF and _THE.search(near) and _GOOD_AFTER.match(after):
        return True
    small_rate = quantity.value < RATE and quantity.unit is not None and _BY_TIME.search(quantity.unit.name)
    shelf = small_rate or _PRICE_BEFORE.search(near) or _PRICE_AFTER.match(after)
    return quantity.value < SHELF and bool(shelf)

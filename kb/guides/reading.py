"""A guide as its page prints it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kb.catalogue.standing import Standing, built_from, standing_on
from kb.guides.markdown import to_html, to_inline_html
from kb.guides.queries import claims_of
from kb.models import Claim, Guide, GuideRevision
from stories.topics.work_groups import WorkGroups, load_work_groups


@dataclass(frozen=True)
class Line:
    """One claim, ready to print: a step has a number, a heading and paragraphs, any other is one line."""

    number: int
    heading: str
    html: SafeString
    standing: Standing


@dataclass(frozen=True)
class GuidePage:
    """Everything on the page of one guide."""

    guide: Guide
    revision: GuideRevision
    built_from: str
    standing: Standing
    steps: list[Line]
    dos: list[Line]
    donts: list[Line]
    work: list[Line]
    work_standing: Standing

    @property
    def has_advice(self) -> bool:
        """Whether there is anything to do or not to do."""
        return bool(self.dos or self.donts)


def guide_page(guide: Guide, revision: GuideRevision) -> GuidePage:
    """Return the page of this guide with the revision that readers see."""
    claims, groups = claims_of(guide), load_work_groups()
    whole = standing_on((citation for claim in claims for citation in claim.evidence.all()), groups)
    work = [claim for claim in claims if claim.kind == Claim.Kind.WORK]
    return GuidePage(
        guide=guide,
        revision=revision,
        built_from=built_from(len(whole.stories)),
        standing=whole,
        steps=_lines(claims, Claim.Kind.STEP, groups),
        dos=_lines(claims, Claim.Kind.DO, groups),
        donts=_lines(claims, Claim.Kind.DONT, groups),
        work=_lines(claims, Claim.Kind.WORK, groups),
        work_standing=standing_on((citation for claim in work for citation in claim.evidence.all()), groups),
    )


def _lines(claims: Iterable[Claim], kind: Claim.Kind, groups: WorkGroups) -> list[Line]:
    chosen = [claim for claim in claims if claim.kind == kind]
    as_html = to_html if kind == Claim.Kind.STEP else to_inline_html
    return [
        Line(claim.position, claim.heading, as_html(claim.body), standing_on(claim.evidence.all(), groups))
        for claim in chosen
    ]

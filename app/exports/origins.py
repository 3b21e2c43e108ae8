"""The report's tables of where its figures come from: the hour as run, versions, settings, who came."""

from app.domain.report.provenance import Attendance
from app.domain.report.report import Report
from app.domain.rules.steps import is_sharing
from app.exports import vocabulary
from app.exports.grids import Grid
from app.languages.speaking import gettext as _
from app.languages.speaking import listed, ngettext


def timeline(report: Report) -> Grid:
    """Phases as planned and as run."""
    return Grid(
        caption=_("The hour, in minutes and seconds. Pauses aren't counted."),
        head=(_("Step"), _("Began"), _("Planned"), _("Added"), _("Took"), _("Paused"), _("Facts revealed")),
        rows=tuple(
            (
                _entered(phase.title, phase.stays),
                vocabulary.clock(phase.starts_s),
                vocabulary.clock(phase.planned_s) if phase.planned_s else "–",
                _added(phase.extended_s),
                vocabulary.clock(phase.actual_s),
                vocabulary.clock(phase.paused_s) if phase.paused_s else "–",
                str(phase.reveals) if phase.reveals else "–",
            )
            for phase in report.provenance.phases
        ),
    )


def _entered(title: str, stays: int) -> str:
    return _("{phase} (started {n} times)", phase=title, n=stays) if stays > 1 else title


def _added(seconds: int) -> str:
    return "–" if not seconds else f"{'+' if seconds > 0 else '−'}{vocabulary.clock(abs(seconds))}"


def provenance(report: Report) -> Grid:
    """What the figures were made from."""
    about, came = report.provenance, report.provenance.attendance
    merged = sum(len(one.who.role_ids) > 1 for table in report.tables for one in table.solo)
    rows = (
        (
            _("Scenario"),
            _(
                "{title} ({id}), version {version}",
                title=about.scenario_title,
                id=about.scenario_id,
                version=about.scenario_version,
            ),
        ),
        (_("Scenario's fingerprint (SHA-256)"), about.scenario_hash),
        (_("App"), _("version {version}", version=about.app_version)),
        *([(_("Rehearsal"), _("bots played it, not people"))] if about.is_rehearsal else ()),
        (_("Worked out from"), ngettext("{n} recorded event", "{n} recorded events", about.events)),
        (_("Who came"), _came(came)),
        (
            _("Seats"),
            _(
                "{n}, {empty} of them without a person",
                n=came.seats,
                empty=vocabulary.number(came.empty_seats),
            ),
        ),
        (_("How facts showed while sharing"), _hands(report) or "–"),
        (_("How many insights were left was shown"), _insights_left(report)),
        (_("Seats with merged roles"), vocabulary.number(merged)),
        (_("Barriers hidden by the facilitator"), vocabulary.number(report.barriers.hidden)),
    )
    return Grid(caption=_("Versions, settings and who came."), head=("", ""), rows=rows, words=2)


def _came(came: Attendance) -> str:
    parts = [
        ngettext("{n} device joined", "{n} devices joined", came.joined)
        if came.joined
        else _("no devices joined"),
        _("{people} in seats at the end", people=vocabulary.people(came.seated)),
        _("{n} observing", n=vocabulary.number(came.observers)),
        _("{n} late", n=vocabulary.number(came.late)),
        _("{n} left early", n=vocabulary.number(came.left)),
        _("{n} removed by the facilitator", n=vocabulary.number(came.removed)),
    ]
    return "; ".join(parts)


def _hands(report: Report) -> str:
    """How people could look at their hands while they shared."""
    return "; ".join(
        f"{phase.title}: {_(vocabulary.VISIBILITIES[phase.visibility])}"
        for phase in report.provenance.phases
        if is_sharing(phase.kind)
    )


def _insights_left(report: Report) -> str:
    shown = [phase.title for phase in report.provenance.phases if phase.shows_insights_left]
    return _("in {phases}", phases=listed(shown)) if shown else _("no")

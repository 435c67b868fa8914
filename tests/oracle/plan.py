#!/usr/bin/python3
"""A plain reading of the rules, to hold `jalon plan` against: the same documents in, the
same milestones and alerts out (without `why`), as simply as they can be said in Python.

    plan.py RULES TODAY < organizations.jsonl

It shares no line with the program, so that a mistake would have to be made twice.  It
knows no obligations (their dates come from a recurrence library on both sides) and trusts
its input, which the program has checked.
"""

import calendar
import json
import re
import sys
from datetime import date, timedelta

ENDINGS = ("certification.refused", "certificate.withdrawn", "certification.abandoned")
FORCES = {
    "surveillance.window": "law", "renewal.audit": "law", "certificate.expiry": "law",
    "nc.plan": "contract", "nc.fix": "law", "nc.verify": "law",
    "suspension.end": "likely", "reapply.allowed": "law", "bpf": "law",
    "cfa.accounts": "likely",
}


def addm(day, months):
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def read_rules(path):
    rules, section = {}, None
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if not line or line[0] in ";#":
                continue
            head = re.fullmatch(r'\[(\S+) "(.*)"\]', line)
            if head:
                section = {"name": head[2]}
                rules.setdefault(head[1], []).append(section)
                continue
            key, value = (part.strip() for part in line.split("=", 1))
            section[key] = value
    for rows in rules.values():
        rows.sort(key=lambda row: row["effective_from"])
    return rules


class Organization:
    def __init__(self, document, rules, today):
        self.document, self.rules, self.today = document, rules, today
        known = [f for f in document.get("facts", []) if not f.get("retracted")]
        known = [dict(f, on=date.fromisoformat(f["on"])) for f in known]
        # Python's sort is stable: facts of one day stay in the order of the document.
        self.facts = sorted((f for f in known if f["on"] <= today), key=lambda f: f["on"])
        endings = [f["on"] for f in self.facts if f["kind"] in ENDINGS]
        self.last_ending = max(endings, default=None)
        self.cycles = self.read_cycles()
        self.ncs = self.read_ncs()
        self.milestones, self.alerts = [], []

    # -- the facts, looked at ------------------------------------------------------------

    def row(self, rule, anchor):
        rows = [r for r in self.rules[rule] if r["effective_from"] <= anchor.isoformat()]
        return rows[-1] if rows else self.rules[rule][0]

    def reckon(self, rule, anchor, day=None):
        """DAY, or else ANCHOR, moved as the rule's row for ANCHOR says."""
        row = self.row(rule, anchor)
        return addm(day or anchor, int(row.get("months", 0))) \
            + timedelta(int(row.get("days", 0)))

    def of(self, *kinds, **keys):
        return [f for f in self.facts if f["kind"] in kinds
                and all(f.get(k) == v for k, v in keys.items())]

    @staticmethod
    def starts(fact):
        return date.fromisoformat(fact["starts"]) if "starts" in fact else fact["on"]

    def read_cycles(self):
        by_start = {}
        for fact in self.of("certificate.issued"):
            start = self.starts(fact)
            end = fact.get("ends")
            by_start[start] = (date.fromisoformat(end), {}) if end else \
                (self.reckon("certificate.end", start), self.row("certificate.end", start))
        starts = sorted(by_start)
        self.end_rows = {s: row for s, (_, row) in by_start.items()}
        return [(s, by_start[s][0], n) for s, n in zip(starts, starts[1:] + [None])]

    def cycle_of(self, day):
        return next((c for c in reversed(self.cycles) if c[0] <= day), None)

    def read_ncs(self):
        ncs = {}
        for fact in self.of("nc.notified", "nc.plan_sent", "nc.fixed", "nc.lifted",
                            "nc.requalified"):
            nc = ncs.setdefault(fact["nc"], {"name": fact["nc"], "facts": []})
            nc["facts"].append(fact)
            nc.setdefault(fact["kind"], fact)
        for nc in ncs.values():
            if "nc.notified" not in nc:
                continue
            requalified = nc.get("nc.requalified")
            nc["clock"] = (requalified or nc["nc.notified"])["on"]
            nc["grade"] = "major" if requalified else nc["nc.notified"]["grade"]
        return list(ncs.values())

    def ended_since(self, day):
        return self.last_ending is not None and self.last_ending >= day

    def overtaken(self, day):
        cycle = self.cycle_of(day)
        return self.ended_since(day) or bool(cycle and cycle[2])

    def booked(self, audit, start=None, following=None):
        bookings = [
            (i, date.fromisoformat(f["day"])) for i, f in enumerate(self.facts)
            if f["kind"] == "audit.booked" and f["audit"] == audit]
        inside = [(i, d) for i, d in bookings
                  if (not start or d >= start) and (not following or d < following)]
        if not inside:
            return None
        index, day = inside[-1]
        later = self.facts[index + 1:]
        if any(f["kind"] == "audit.cancelled" and f["audit"] == audit for f in later):
            return None
        return day

    # -- milestones ----------------------------------------------------------------------

    def add(self, kind, suffix, *rows, opens=None, due=None, safe=None, booked=None,
            done=None, moot=False):
        """A milestone by ROWS: the source is that of the first, each may ask for
        confirmation."""
        force = FORCES.get(kind, "advice")
        self.milestones.append({
            "id": f"{kind}/{suffix}", "kind": kind, "opens": opens, "safe": safe,
            "due": due, "booked": booked, "done": done,
            "state": self.state(kind, force, opens, due, booked, done, moot),
            "force": force, "source": rows[0]["source"],
            "confirm": any(row.get("confirm") == "yes" for row in rows)})

    def state(self, kind, force, opens, due, booked, done, moot):
        today = self.today
        if done:
            return "done"
        if moot:
            return "moot"
        if due and today > due:
            return "passed" if force == "advice" else "missed"
        inside = booked and (not opens or booked >= opens) and (not due or booked <= due)
        if booked and booked >= today and (inside or kind == "initial.audit"):
            return "booked"
        return "open" if not opens or opens <= today else "upcoming"

    def preparation(self):
        targets = self.of("target.set")
        if not targets:
            return
        on = targets[-1]["on"]
        target = date.fromisoformat(targets[-1]["target"])
        if any(f["on"] >= on for f in self.of("certificate.issued")):
            return
        for kind, done_by, keys in (
                ("preparation.assessment", "preparation.started", {}),
                ("preparation.certifier", "certifier.chosen", {}),
                ("preparation.application", "application.filed", {}),
                ("initial.audit", "audit.held", {"audit": "initial"})):
            done = [f["on"] for f in self.of(done_by, **keys)
                    if not self.last_ending or f["on"] > self.last_ending]
            self.add(kind, target, self.row(kind, target),
                     due=self.reckon(kind, target),
                     booked=self.booked("initial") if kind == "initial.audit" else None,
                     done=min(done, default=None), moot=self.ended_since(on))

    def certificates(self):
        for start, end, following in self.cycles:
            moot = bool(following) or self.ended_since(start)

            def first(facts, after):
                return min((f["on"] for f in facts if f["on"] >= after
                            and (not following or f["on"] < following)), default=None)

            held = first(self.of("audit.held", audit="surveillance"), start)
            booked = self.booked("surveillance", start, following)
            self.add("surveillance.target", start, self.row("surveillance.target", start),
                     due=self.reckon("surveillance.target", start),
                     booked=booked, done=held, moot=moot)
            closes = self.reckon("surveillance.closes", start)
            self.add("surveillance.window", start, self.row("surveillance.closes", start),
                     self.row("surveillance.opens", start),
                     self.row("surveillance.safe", start),
                     opens=self.reckon("surveillance.opens", start), due=closes,
                     safe=self.reckon("surveillance.safe", start, closes),
                     booked=booked, done=held, moot=moot)
            if any(e == end for s, e, _ in self.cycles if s > start):
                continue  # a transfer: one renewal for both
            ended = self.end_rows[start]
            tendered = [first(self.of("audit.booked", audit="renewal"), start),
                        first(self.of("certifier.chosen", "application.filed"),
                              self.reckon("renewal.tender.counts", start))]
            self.add("renewal.tender", end, self.row("renewal.tender", end), ended,
                     due=self.reckon("renewal.tender", end),
                     done=min(filter(None, tendered), default=None), moot=moot)
            self.add("renewal.audit", end, self.row("renewal.audit", end),
                     self.row("renewal.audit.opens", end), ended,
                     opens=self.reckon("renewal.audit.opens", end),
                     due=self.reckon("renewal.audit", end),
                     booked=self.booked("renewal", start, following),
                     done=first(self.of("audit.held", audit="renewal"),
                                start + timedelta(1)), moot=moot)
            later = [f["on"] for f in self.of("certificate.issued")
                     if self.starts(f) > start]
            self.add("certificate.expiry", end, self.row("certificate.expiry", end),
                     self.row("certificate.expiry.opens", end), ended,
                     opens=self.reckon("certificate.expiry.opens", end),
                     due=self.reckon("certificate.expiry", end),
                     done=min(later, default=None), moot=moot)

    def non_conformities(self):
        for nc in self.ncs:
            if "clock" not in nc:
                continue
            clock, name = nc["clock"], nc["name"]
            moot = self.overtaken(clock)

            def first(*kinds):
                return min((f["on"] for f in nc["facts"] if f["kind"] in kinds and
                            ("nc.requalified" not in nc or f["on"] >= clock)),
                           default=None)

            days = nc["nc.notified"].get("plan_days")
            if days is not None:
                self.add("nc.plan", name, self.row("nc.plan", clock), opens=clock,
                         due=clock + timedelta(days), moot=moot,
                         done=first("nc.plan_sent", "nc.fixed", "nc.lifted"))
            rule = f"nc.{nc['grade']}.fix"
            fix = self.reckon(rule, clock)
            self.add("nc.fix", name, self.row(rule, clock), opens=clock, due=fix,
                     done=first("nc.fixed", "nc.lifted"), moot=moot)
            if nc["grade"] == "major":
                self.add("nc.verify", name, self.row("nc.major.verify", clock),
                         self.row(rule, clock), opens=clock, moot=moot,
                         done=first("nc.lifted"),
                         due=self.reckon("nc.major.verify", clock, fix))

    def consequences(self):
        for day in sorted({f["on"] for f in self.of("certificate.suspended")}):
            done = [f["on"] for f in self.of("certificate.reinstated") if f["on"] >= day]
            self.add("suspension.end", day, self.row("suspension.end", day),
                     due=self.reckon("suspension.end", day),
                     done=min(done, default=None), moot=self.overtaken(day))
        ended = self.of("certification.refused", "certificate.withdrawn")
        for day in sorted({f["on"] for f in ended}):
            opens = self.reckon("reapply.allowed", day)
            done = [f["on"] for f in self.of("application.filed") if f["on"] >= opens]
            self.add("reapply.allowed", day, self.row("reapply.allowed", day), opens=opens,
                     done=min(done, default=None),
                     moot=any(f["on"] > day for f in self.of("certificate.issued")))

    def yearly(self):
        engaged = [f for f in self.of("application.filed", "certificate.issued")
                   if not self.last_ending or f["on"] > self.last_ending]
        if not self.document.get("nda") or not engaged:
            return
        categories = set(self.document.get("categories", []))
        for fact in self.of("scope.extended"):
            categories.update(fact["categories"])
        duties = [("bpf", "bpf.filed")]
        if "CFA" in categories:
            duties.append(("cfa.accounts", "accounts.filed"))
        for kind, filed in duties:
            for year in range(self.today.year - 1, self.today.year + 3):
                row = self.row(kind, date(year, 1, 1))
                due = date.fromisoformat(f"{year}-{row['month_day']}")
                if -90 <= (due - self.today).days <= 400:
                    done = [f["on"] for f in self.of(filed, year=year)]
                    self.add(kind, year, row, due=due, done=min(done, default=None))

    # -- alerts --------------------------------------------------------------------------

    def alert(self, kind, *about):
        self.alerts.append({"kind": kind, "about": sorted(about)})

    def referential(self, day):
        return self.row("referential", day)

    def open_minors(self):
        return [nc for nc in self.ncs if nc.get("grade") == "minor"
                and "nc.lifted" not in nc]

    def bookings(self, audit):
        """The days, today or later, that AUDIT is booked for, a cycle each."""
        edges = [None] + [c[0] for c in self.cycles] + [None]
        days = {self.booked(audit, a, b) for a, b in zip(edges, edges[1:])}
        return sorted(d for d in days if d and d >= self.today)

    def alert_bookings(self):
        for m in self.milestones:
            if m["kind"] not in ("surveillance.window", "renewal.audit"):
                continue
            if m["state"] in ("done", "moot") or not m["booked"]:
                continue
            if m["booked"] >= self.today and not m["opens"] <= m["booked"] <= m["due"]:
                self.alert("booking.outside_window", m["kind"].split(".")[0])
        held = self.of("audit.held")
        for audit in ("initial", "surveillance", "renewal", "complementary", "extension"):
            for day in self.bookings(audit) if held else []:
                if self.referential(day) != self.referential(held[-1]["on"]):
                    self.alert("booking.referential", audit)

    def alert_inconsistent(self):
        for fact in self.of("audit.held"):
            cycle = self.cycle_of(fact["on"])
            if cycle and fact["on"] > cycle[1] and \
                    fact["audit"] not in ("initial", "complementary"):
                self.alert("facts.inconsistent", fact["audit"])
        for nc in self.ncs:
            notified = [f for f in nc["facts"] if f["kind"] == "nc.notified"]
            others = [f for f in nc["facts"] if f["kind"] != "nc.notified"]
            if not notified:
                self.alert("facts.inconsistent", nc["name"])
                continue
            if others and others[0]["on"] < notified[0]["on"]:
                self.alert("facts.inconsistent", nc["name"])
            if len(notified) > 1:
                self.alert("facts.inconsistent", nc["name"])

    def alert_minors(self):
        groups = {}
        for nc in self.open_minors():
            audit = nc["nc.notified"].get("audit")
            if audit:
                key = audit, self.cycle_of(nc["clock"])
                groups.setdefault(key, []).append(nc["name"])
        for names in groups.values():
            if len(names) >= 5:
                self.alert("nc.five_minors", *names)
        if self.bookings("surveillance") or self.bookings("renewal"):
            for nc in self.open_minors():
                self.alert("nc.minor_at_audit", nc["name"])
        for nc in self.ncs:
            if nc.get("grade") == "minor" and self.is_major_only(nc["nc.notified"]):
                self.alert("nc.major_only", nc["name"])

    def is_major_only(self, notified):
        if "indicator" not in notified:
            return False
        held = [f for f in self.of("audit.held", audit=notified.get("audit"))
                if f["on"] <= notified["on"]]
        found = self.referential((held[-1] if held else notified)["on"])
        for row in self.rules["referential"]:
            if row["name"] == notified.get("referential"):
                found = row
        return str(notified["indicator"]) in found["major_only"].split()

    # -- the whole -----------------------------------------------------------------------

    def plan(self):
        self.preparation()
        self.certificates()
        self.non_conformities()
        self.consequences()
        self.yearly()
        self.milestones.sort(
            key=lambda m: (m["due"] or m["opens"], m["id"].encode("utf-8")))
        self.alert_bookings()
        self.alert_inconsistent()
        self.alert_minors()
        self.alerts.sort(key=lambda a: (a["kind"], [n.encode() for n in a["about"]]))
        name = self.document.get("id") or self.document["siret"]
        for m in self.milestones:
            yield {"type": "milestone", "organization": name, **m}
        for a in self.alerts:
            yield {"type": "alert", "organization": name, **a}


def main():
    rules, today = read_rules(sys.argv[1]), date.fromisoformat(sys.argv[2])
    for line in sys.stdin:
        for item in Organization(json.loads(line), rules, today).plan():
            print(json.dumps(item, ensure_ascii=False, default=date.isoformat,
                             separators=(",", ":")))


if __name__ == "__main__":
    main()

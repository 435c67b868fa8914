/* Reads a feed from standard input with the library that the first argument names, and
 * prints {uid: day} as JSON, or {uid: summary} where the second is "summary". */
import { readFileSync } from "node:fs";

const [library, field = "day"] = process.argv.slice(2);
const text = readFileSync(0, "utf8");

/* Each gives {uid, day, summary}. */
const readers = {
    async "ical.js"() {
        const { default: ICAL } = await import("ical.js");
        const calendar = new ICAL.Component(ICAL.parse(text));
        return calendar.getAllSubcomponents("vevent").map((component) => {
            const { uid, startDate, summary } = new ICAL.Event(component);
            return { uid, day: startDate.toString(), summary };
        });
    },

    async "node-ical"() {
        const { default: ical } = await import("node-ical");
        /* A date without a time is midnight here, wherever here is. */
        const day = (date) =>
            [date.getFullYear(), date.getMonth() + 1, date.getDate()]
                .map((number) => String(number).padStart(2, "0"))
                .join("-");
        return Object.values(ical.sync.parseICS(text))
            .filter((entry) => entry.type === "VEVENT")
            .map(({ uid, start, summary }) => ({ uid, day: day(start), summary }));
    },
};

const events = await readers[library]();
console.log(JSON.stringify(Object.fromEntries(events.map((event) => [event.uid, event[field]]))));

/* Reads a feed from standard input with the library named by the argument, and prints
 * {uid: day} as JSON. */
import { readFileSync } from "node:fs";

const text = readFileSync(0, "utf8");

const readers = {
    async "ical.js"() {
        const { default: ICAL } = await import("ical.js");
        const calendar = new ICAL.Component(ICAL.parse(text));
        return calendar.getAllSubcomponents("vevent").map((component) => {
            const event = new ICAL.Event(component);
            return [event.uid, event.startDate.toString()];
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
            .map((event) => [event.uid, day(event.start)]);
    },
};

console.log(JSON.stringify(Object.fromEntries(await readers[process.argv[2]]())));

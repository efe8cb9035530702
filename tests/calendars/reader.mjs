// Reads calendars with ical.js: a JSON line for each, with its events as parsers.py compares them.
// Usage: node reader.mjs FILE…  (paths on standard input, a line each)
import fs from 'node:fs';
import ICAL from 'ical.js';

const utc = (time) => (time.isDate ? time : time.convertToZone(ICAL.Timezone.utcTimezone)).toString();

for (const file of fs.readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(file, 'utf8')));
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const text = (name) => component.getFirstPropertyValue(name)?.toString() ?? '';
    const end = component.getFirstPropertyValue('dtend');
    return {
      uid: event.uid,
      start: utc(event.startDate),
      end: end ? utc(end) : '',
      summary: event.summary,
      description: event.description,
      location: event.location ?? '',
      status: text('status'),
      sequence: event.sequence,
      stamp: utc(component.getFirstPropertyValue('dtstamp')),
      url: text('url'),
      categories: component.getAllProperties('categories').flatMap((property) => property.getValues()),
      repeats: component.getFirstPropertyValue('rrule') ? new Set(occurrences(event)).size : 1,
    };
  });
  console.log(JSON.stringify({ name: calendar.getFirstPropertyValue('x-wr-calname'), events }));
}

function occurrences(event) {
  const days = [];
  const steps = event.iterator();
  for (let next = steps.next(); next; next = steps.next()) days.push(next.toString());
  return days;
}

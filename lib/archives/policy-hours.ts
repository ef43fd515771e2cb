/** Hours of the day in a named time zone; `to` before `from` goes over midnight. */
export type Hours = { zone: string; from: string; to: string }

const MINUTE = 60_000
const DAY = 1_440
/** Where the clocks are changed the day is longer or shorter: tried around the hour that is meant. */
const CLOCK_CHANGES = [0, -60, 60, -30, 30]

/** Whether it is within these hours. */
export function isWithin(hours: Hours, now: Date): boolean {
  const [at, from, to] = [minuteOfDay(now, hours.zone), minuteOf(hours.from), minuteOf(hours.to)]
  return from < to ? at >= from && at < to : at >= from || at < to
}

/** When these hours begin next, as seen from outside of them. */
export function opensAt(hours: Hours, now: Date): Date {
  const wait = (minuteOf(hours.from) - minuteOfDay(now, hours.zone) + DAY) % DAY
  const begin = Math.floor(now.getTime() / MINUTE) * MINUTE
  for (let day = 0; day <= 2; day++)
    for (const change of CLOCK_CHANGES) {
      const at = new Date(begin + (wait + day * DAY + change) * MINUTE)
      if (at > now && isWithin(hours, at) && !isWithin(hours, new Date(at.getTime() - MINUTE))) return at
    }
  return new Date(begin + (wait + DAY) * MINUTE) // hours that only stand in a clock change: the day after
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A moment as a clock in that zone shows it. */
export function clockIn(zone: string, at: Date): string {
  return formatterOf(zone).format(at)
}

const minuteOfDay = (at: Date, zone: string): number => minuteOf(clockIn(zone, at))

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a hundred times its use. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(timeZone, made)
  return made
}

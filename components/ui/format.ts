const NBSP = '\u00a0'

/** `42:00`, `1:18:40`: how long something runs. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  if (hours === 0) return `${pad(minutes)}:${pad(whole % 60)}`
  return `${hours}:${pad(minutes)}:${pad(whole % 60)}`
}

/** `0.4 s` (only under ten seconds and when asked), `38 s`, `2 min`, `4 h`, `3 d`: how old something is. */
export function formatAge(milliseconds: number, { tenths = false } = {}): string {
  const seconds = Math.max(0, milliseconds) / 1_000
  if (tenths && seconds < 9.95) return `${seconds.toFixed(1)}${NBSP}s`
  if (seconds < 60) return `${Math.floor(seconds)}${NBSP}s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}${NBSP}min`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}${NBSP}h`
  return `${Math.floor(seconds / 86_400)}${NBSP}d`
}

/** `4,102`: counts with a thousands mark, the same in every browser. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}

/** `2.1 GB`, in the units disks are sold in. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1)
  const value = bytes / 1_000 ** power
  return `${power > 1 && value < 100 ? value.toFixed(1) : Math.round(value)}${NBSP}${units[power]}`
}

/** `21:55` today, `24 Nov 21:55` in this year, with the year else; seconds only where they matter. */
export function formatTime(
  iso: string,
  { now, timeZone, seconds = false }: { now: number; timeZone: string; seconds?: boolean },
): string {
  const at = new Date(iso)
  const day = (time: Date) => inZone(time, timeZone, { day: 'numeric', month: 'short', year: 'numeric' })
  const clock = inZone(at, timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  })
  const [date, today] = [day(at), day(new Date(now))]
  if (date === today) return clock
  return `${date.slice(-4) === today.slice(-4) ? date.slice(0, -5) : date} ${clock}`
}

/** `24 Nov 2026, 20:55:07 UTC`: the exact time, whoever reads it and wherever. */
export function formatUtc(iso: string): string {
  const date = inZone(new Date(iso), 'UTC', { day: 'numeric', month: 'short', year: 'numeric' })
  const clock = inZone(new Date(iso), 'UTC', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return `${date}, ${clock} UTC`
}

/** `Tue 24 Nov, 21:14`: for lists over many days. */
export function formatDayTime(iso: string, timeZone: string): string {
  const date = inZone(new Date(iso), timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  return `${date.replace(',', '')}, ${inZone(new Date(iso), timeZone, { hour: '2-digit', minute: '2-digit' })}`
}

/** Making a formatter costs a hundred times its use, and a timeline uses it for each row. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function inZone(time: Date, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  const key = `${timeZone} ${Object.entries(parts)}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', ...parts })
    formatters.set(key, formatter)
  }
  return formatter.format(time).replace('Sept', 'Sep')
}

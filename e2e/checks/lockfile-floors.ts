export type LockedPackages = Record<string, { name?: string; version?: string }>

/** The least version; where an older line is still mended, that line's least version too. */
export type Floor = readonly [string, ...string[]]

/** Every copy, however deep, that is below its package's floor. */
export function belowFloor(packages: LockedPackages, floors: Record<string, Floor>) {
  return Object.entries(packages).flatMap(([path, { name, version }]) => {
    const floor = floors[name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)]
    return floor && version && !reaches(version, floor) ? [{ path, version }] : []
  })
}

function reaches(version: string, [main, ...olderLines]: Floor): boolean {
  if (compare(version, main) >= 0) return true
  return olderLines.some((least) => major(version) === major(least) && compare(version, least) >= 0)
}

const major = (version: string) => Number.parseInt(version, 10)

/** A preview of a version comes before the version. */
function compare(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)]
  for (const at of [0, 1, 2])
    if (a.numbers[at] !== b.numbers[at]) return (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0)
  return Number(b.preview) - Number(a.preview)
}

function parts(version: string) {
  const [numbers = '', ...preview] = version.split('-')
  return { numbers: numbers.split('.').map(Number), preview: preview.length > 0 }
}

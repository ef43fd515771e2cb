/** One row of the table: an id of the security catalogue, what shows it, and how that went when everything was last run. */
export type CheckRow = { id: string; file: string; passed: number; failed: number; ran: boolean }

type Ran = { file: string; passed: number; failed: number }

/** Vitest's JSON report, by file. A file that could not be loaded has failed. */
export function ranByVitest(report: {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}): Ran[] {
  return report.testResults.map(({ name, status, assertionResults }) => {
    const count = (wanted: string) => assertionResults.filter((one) => one.status === wanted).length
    const broken = status === 'failed' && assertionResults.length === 0 ? 1 : 0
    return { file: name, passed: count('passed'), failed: count('failed') + broken }
  })
}

/** Playwright's JSON report, by file. */
export function ranByPlaywright(report: { suites?: { file: string; specs: { ok: boolean }[] }[] }): Ran[] {
  return (report.suites ?? []).map(({ file, specs }) => ({
    file,
    passed: specs.filter(({ ok }) => ok).length,
    failed: specs.filter(({ ok }) => !ok).length,
  }))
}

/** A file says by its name which id it shows: `a03-action-matrix.http.test.ts`. */
export function idOf(file: string): string | null {
  const found = /(?:^|\/)([a-z])0?(\d{1,2})-[^/]*$/.exec(file)
  return found ? `${found[1]?.toUpperCase()}${found[2]}` : null
}

/** The rows of all files that show an id, in the order of the catalogue; who was not run says so. */
export function tableOfChecks(files: readonly string[], ran: readonly Ran[]): CheckRow[] {
  const rows = files.flatMap((file): CheckRow[] => {
    const id = idOf(file)
    if (!id) return []
    const found = ran.find((one) => one.file.endsWith(file.split('/').at(-1) ?? file))
    return [{ id, file, passed: found?.passed ?? 0, failed: found?.failed ?? 0, ran: found !== undefined }]
  })
  const order = ({ id }: CheckRow) => SECTIONS.indexOf(id.charAt(0)) * 100 + Number(id.slice(1))
  return rows.toSorted((one, other) => order(one) - order(other) || one.file.localeCompare(other.file))
}

/** The sections of the catalogue. */
const SECTIONS = 'FAUNSWRP'

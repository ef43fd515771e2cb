/** One line of a measurement: name, figure, budget, and whether it is kept. */
export function report(name: string, figure: string, budget: string, kept: boolean): void {
  console.log([name.padEnd(64), figure.padStart(12), budget.padStart(12), kept ? 'ok' : 'over'].join('  '))
  if (!kept) process.exitCode = 1
}

/** The value that this share of all do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

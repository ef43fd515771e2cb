import { WATCHING_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(WATCHING_CASES, 3)

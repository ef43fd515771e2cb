import { TROUBLE_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(TROUBLE_CASES, 3)

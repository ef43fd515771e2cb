import { MOVING_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(MOVING_CASES, 3)

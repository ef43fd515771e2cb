import { SIGNALLING_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(SIGNALLING_CASES, 3)

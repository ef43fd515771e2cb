import { PUBLISHING_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(PUBLISHING_CASES, 3)

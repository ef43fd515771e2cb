import { MEDIA_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(MEDIA_CASES, 3)

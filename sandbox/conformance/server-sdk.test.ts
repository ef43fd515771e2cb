import { SERVER_CASES } from './all-cases.ts'
import { runCases } from './run-cases.ts'

runCases(SERVER_CASES, 3)

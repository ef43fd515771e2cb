import type { ServerResponse } from 'node:http'
import type { RestFault } from '../faults/faults.ts'
import { refusal } from './answer.ts'

/** Makes one answer go wrong as asked. True when the call is to go on after all (only late). */
export const applyFault = async (fault: RestFault, response: ServerResponse): Promise<boolean> => {
  const { answer } = fault
  if (answer === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
    return true
  }
  // Hung: never answered; the client or the closing server ends it.
  if (answer === 'hang') return false
  if (answer === 'reset') response.socket?.resetAndDestroy()
  else if (answer === 'cut') {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' })
    response.write('{"count":', () => response.socket?.destroy())
  } else if (answer === 'badJson') {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"count": oops')
  } else {
    const retry: Record<string, string> =
      fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) }
    response.writeHead(answer, { 'Content-Type': 'application/json', ...retry })
    response.end(JSON.stringify(refusal(answer, 'Asked for by the faults control').body))
  }
  return false
}

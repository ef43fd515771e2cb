/** What a REST call is answered with. */
export type Answer = {
  status: number
  /** Sent as JSON when it is not text; nothing when absent. */
  body?: unknown
  headers?: Record<string, string>
}

const WORDS: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Invalid ID',
  409: 'Conflict',
  413: 'Payload Too Large',
  500: 'Internal Server Error',
}

/** A refusal in the platform's shape: `{code, message, description}`; code -1 where it has no own. */
export const refusal = (status: number, description: string, code = -1): Answer => ({
  status,
  body: { code, message: WORDS[status] ?? 'Error', description },
})

export const done: Answer = { status: 200, body: {} }
export const empty: Answer = { status: 204 }

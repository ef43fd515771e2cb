import type { IncomingHttpHeaders } from 'node:http'
import type { Archives } from '../archives/archives.ts'
import type { Platform } from '../platform/platform.ts'
import type { Identity } from '../platform/project.ts'
import type { Answer } from './answer.ts'

/** What every REST call may use. */
export type RestContext = {
  platform: Platform
  archives: Archives
  /** `http://host:port` under which the client reached the sandbox. */
  baseUrl: string
}

export type OpenCall = {
  params: readonly string[]
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A call whose token was checked against the project in its path. */
export type ProjectCall = OpenCall & { identity: Identity }

export type OpenRoute = {
  method: string
  path: RegExp
  /** Checks its own token, of another kind than the others. */
  open: (context: RestContext, call: OpenCall) => Promise<Answer>
}

export type ProjectRoute = {
  method: string
  path: RegExp
  run: (context: RestContext, call: ProjectCall) => Answer | Promise<Answer>
}

export type Route = OpenRoute | ProjectRoute

/** `*` stands for one path segment. */
export const path = (text: string): RegExp => new RegExp(`^${text.replaceAll('*', '([^/]*)')}$`)

const ID = /^[A-Za-z0-9_-]{1,128}$/
export const isId = (text: string): boolean => ID.test(text)

/** The JSON body, `{}` when there is none, null when it is not JSON. */
export const jsonBody = (call: OpenCall): unknown => {
  if (call.body.length === 0) return {}
  try {
    return JSON.parse(call.body.toString('utf8'))
  } catch {
    // The caller answers 400.
    return null
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Answer, Visitor } from './visitor.ts'

/** A server action as the build has deployed it. Anybody can call it by its id, whatever page uses it, or none. */
export type DeployedAction = {
  readonly id: string
  readonly file: string
  readonly name: string
  /** A page that has it. Called elsewhere, the framework asks that page by a request of its own, which takes twice as long. */
  readonly path: string
}

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
})

const known = new Map<string, readonly DeployedAction[]>()

/** All actions of a build; it does not change while it is checked, and is read once. */
export function deployedActions(buildDir: string): readonly DeployedAction[] {
  const actions = known.get(buildDir) ?? readActions(buildDir)
  known.set(buildDir, actions)
  return actions
}

function readActions(buildDir: string): DeployedAction[] {
  const file = join(buildDir, 'server', 'server-reference-manifest.json')
  const { node } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    file: filename,
    name: exportedName,
    path: pathOf(Object.keys(workers)[0] ?? ''),
  }))
}

const NOWHERE = '00000000-0000-7000-8000-000000000000'

/** `app/(console)/sessions/[id]/page` as an address; what it is about is not there. */
const pathOf = (page: string): string =>
  page.replace(/^app|\/\([^/]*\)|\/page$/g, '').replaceAll(/\[[^/]*\]/g, NOWHERE) || '/'

/** The action of that name; a test that means one which is gone must not pass. */
export function actionNamed(buildDir: string, name: string): DeployedAction {
  const found = deployedActions(buildDir).find((action) => action.name === name)
  if (!found) throw new Error(`No action ${name} is deployed`)
  return found
}

/** Calls an action as a page's script would, with these headers instead of those a browser would send. */
export function callAction(
  visitor: Visitor,
  id: string,
  input: unknown,
  headers: Record<string, string | string[]> = SAME_ORIGIN,
  path = '/sign-in',
): Promise<Answer> {
  return visitor.send('POST', path, {
    headers: {
      ...headers,
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
    },
    body: JSON.stringify([input]),
  })
}

/** As its own page does it: what is asked a thousand times need not go the long way round each time. */
export const callAtHome = (visitor: Visitor, { id, path }: DeployedAction, input: unknown): Promise<Answer> =>
  callAction(visitor, id, input, SAME_ORIGIN, path)

export const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

const reply = z.object({
  ok: z.boolean(),
  code: z.string().optional(),
  value: z.unknown().optional(),
  message: z.string().optional(),
  requestId: z.string().optional(),
})

/** What the action returned, out of the framework's stream of rows; null when it returned nothing of ours. */
export function replyOf(answer: Answer): z.output<typeof reply> | null {
  for (const line of answer.body.split('\n')) {
    const row = /^[0-9a-f]+:(\{.*\})$/.exec(line)?.[1]
    const parsed = row ? reply.safeParse(JSON.parse(row)) : null
    if (parsed?.success) return parsed.data
  }
  return null
}

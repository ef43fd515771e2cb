import { readFileSync } from 'node:fs'

export type Where = 'project' | 'everywhere' | 'oneself' | 'anyone'
export type ActionRow = { action: string; permission: string; where: Where }
export type PermissionMatrix = {
  /** Permissions by role. */
  readonly roles: ReadonlyMap<string, ReadonlySet<string>>
  readonly actions: readonly ActionRow[]
}

const WHERE: readonly string[] = ['project', 'everywhere', 'oneself', 'anyone']

/** The tables of checks/permission-matrix.md. Throws on a row that it cannot read: a table nobody reads shows nothing. */
export function readPermissionMatrix(): PermissionMatrix {
  const text = readFileSync(new URL('../checks/permission-matrix.md', import.meta.url), 'utf8')
  const [[head = [], ...rights] = [], [, ...actions] = []] = tablesOf(text)
  const roles = new Map(
    head.slice(1).map((role, column) => {
      const held = rights.filter((row) => row[column + 1] === 'x').map(([permission = '']) => permission)
      return [role, new Set(held)] as const
    }),
  )
  return { roles, actions: actions.map(actionRow) }
}

function actionRow([action = '', permission = '', where = '']: string[]): ActionRow {
  if (!WHERE.includes(where)) throw new Error(`${action} is nowhere: ${where}`)
  return { action, permission, where: where as Where } // one of them, by the line above
}

/** Every table's rows of cells, without the line under its head. */
export function tablesOf(text: string): string[][][] {
  return text
    .split(/\n\n+/)
    .filter((block) => block.startsWith('|'))
    .map((block) =>
      block
        .trim()
        .split('\n')
        .filter((line) => !/^\|[\s|-]+\|$/.test(line))
        .map((line) =>
          line
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ),
    )
}

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The lines between the rooms (docs/decisions/0010): each rule is seen to fail, with the sentence that helps. */
const REFUSED: [file: string, from: string, words: string][] = [
  ['lib/system/x1.ts', '#lib/access/actor.ts', 'belongs in that domain'],
  ['lib/audit/x2.ts', '#lib/access/actor.ts', 'uses only lib/system'],
  ['lib/platform/x3.ts', '#lib/live/model.ts', 'uses only lib/system'],
  ['lib/access/x4.ts', '#lib/live/announce.ts', 'uses only lib/system and lib/audit'],
  ['lib/live/x5.ts', '#lib/moderation/actions.ts', 'docs/decisions/0010'],
  ['lib/moderation/x6.ts', '#lib/issuing/actions.ts', 'What two domains share'],
  ['lib/moderation/x7.ts', '../issuing/actions.ts', 'imports are written #lib'],
  ['lib/archives/x8.ts', '#components/ui/button.tsx', 'knows no page, no component'],
  ['lib/record/x14.ts', '#lib/moderation/actions.ts', 'What two domains share'],
  ['lib/custody/x18.ts', '#lib/retention/actions.ts', 'keeps files safe'],
  ['lib/review/x19.ts', '#lib/retention/actions.ts', 'lib/review uses custody'],
  ['lib/retention/x20.ts', '#lib/review/actions.ts', 'lib/retention uses custody'],
  ['lib/alerts/x21.ts', '#lib/custody/actions.ts', 'raise-alerts.ts'],
  ['lib/provider/x15.ts', '#lib/platform/platform-for.ts', 'signing in by an organisation'],
  ['lib/provider/x16.ts', '#lib/live/announce.ts', 'signing in by an organisation'],
  ['lib/provider/x17.ts', '#components/ui/button.tsx', 'knows no page, no component'],
  ['components/live/x9.ts', '#lib/platform/platform-for.ts', 'what they show as props'],
  ['components/live/x10.ts', '#lib/system/database.ts', 'what they show as props'],
  ['app/live/x11.ts', '#generated/prisma/client.ts', "asks a domain's queries"],
  ['sandbox/rest/x12.ts', '#lib/system/env.ts', 'knows nothing of Gavel'],
  ['sandbox/rest/x13.ts', '../../lib/system/env.ts', 'knows nothing of Gavel'],
]
const ALLOWED: [file: string, from: string][] = [
  ['lib/moderation/y1.ts', '#lib/live/announce.ts'],
  ['lib/live/y2.ts', '#lib/moderation/settle-actions.ts'],
  ['lib/retention/y7.ts', '#lib/custody/open-file.ts'],
  ['lib/jobs/y8.ts', '#lib/custody/fetch-file.ts'],
  ['lib/provider/y5.ts', '#lib/platform/outgoing.ts'],
  ['lib/provider/y6.ts', '#lib/people/give-role.ts'],
  ['components/live/y3.ts', '#lib/live/model.ts'],
  ['app/live/y4.ts', '#lib/live/queries.ts'],
]

let directory: string
let report: string

/** One run over a tree of wrong and right files, under the rules as they are. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'gavel-import-rules-'))
  const { vcs: _, files: __, $schema: ___, ...rules } = JSON.parse(readFileSync('biome.json', 'utf8'))
  writeFileSync(join(directory, 'biome.json'), JSON.stringify(rules))
  for (const [file, from] of [...REFUSED, ...ALLOWED]) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), `import { x } from '${from}'\n\nexport const y = x\n`)
  }
  const args = [
    resolve('node_modules/@biomejs/biome/bin/biome'),
    'lint',
    '--colors=off',
    '--max-diagnostics=none',
  ]
  report = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' }).stderr
})

afterAll(() => rmSync(directory, { recursive: true }))

/** What the linter says of one file, on one line. */
function saidOf(file: string): string {
  const about = report.split(/^(?=\S+:\d+:\d+ lint\/)/m).filter((part) => part.startsWith(`${file}:`))
  return about.join(' ').replaceAll(/\s+/g, ' ')
}

test.each(REFUSED)('%s may not import %s', (file, _from, words) => {
  expect(saidOf(file)).toContain(words)
})

test.each(ALLOWED)('%s may import %s', (file) => {
  expect(saidOf(file)).not.toContain('noRestrictedImports')
})

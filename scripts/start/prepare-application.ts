import { lastLines, runCommand } from '../run-command.ts'
import { StartFailure } from './failure.ts'
import { say, step } from './say.ts'

type Prepared = { signIn?: { email: string; password: string; role: string }[]; setupCode?: string }

/** What must be in the database before the first page: projects, the demo's people, the set-up code. */
export async function prepareApplication(root: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', '--conditions=react-server', 'scripts/prepare.ts']
  const done = await step('Preparing what is in it', () =>
    runCommand(process.execPath, args, { cwd: root, env }),
  )
  const line = done.stdout.trim().split('\n').at(-1) ?? ''
  if (done.code === 0 && line.startsWith('{')) return howToSignIn(JSON.parse(line))
  say(lastLines(done.output))
  throw new StartFailure('The application could not be prepared: see above.')
}

/** The sentences that tell how to get in. */
export function howToSignIn({ signIn = [], setupCode }: Prepared): string[] {
  if (setupCode)
    return [`Nobody can sign in yet: open it and make the first administrator with the code ${setupCode}`]
  const widthOf = (texts: string[]) => Math.max(...texts.map((text) => text.length))
  const emails = widthOf(signIn.map(({ email }) => email))
  const passwords = widthOf(signIn.map(({ password }) => password))
  return signIn.map(
    ({ email, password, role }) =>
      `Sign in as  ${email.padEnd(emails)}  ${password.padEnd(passwords)}  (${role})`,
  )
}

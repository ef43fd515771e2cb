import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { EntryHeading } from '#components/entry/entry-heading.tsx'
import { EntryNotice } from '#components/entry/entry-notice.tsx'
import { PasskeySignIn } from '#components/entry/passkey-sign-in.tsx'
import { ProviderForm } from '#components/entry/provider-form.tsx'
import { SignInForm } from '#components/entry/sign-in-form.tsx'
import { DOOR_WORDS } from '#lib/access/action-reply.ts'
import { cookieNames } from '#lib/access/cookie-names.ts'
import { csrfTokenOf } from '#lib/access/csrf-cookie.ts'
import { currentActor } from '#lib/access/current-actor.ts'
import { currentPartialDevice, STAGE_PATH } from '#lib/access/partial-device.ts'
import { safePath } from '#lib/access/safe-path.ts'
import { isSetupOpen } from '#lib/access/setup-state.ts'
import { passkeysWork } from '#lib/factors/relying-party.ts'
import { PROVIDER_ID, providerSettings } from '#lib/provider/provider-settings.ts'
import { PROVIDER_WORDS } from '#lib/provider/provider-words.ts'
import { env } from '#lib/system/env.ts'

export const metadata: Metadata = { title: 'Sign in' }

const SLOW_DOWN = 'Too many attempts. Wait a moment, then try again; each attempt makes the wait longer.'
const WRONG = 'This e-mail address and password do not belong together.'
const OTHER = 'Signing in did not work. Try again.'
/** next-auth's own words for what went wrong on the way through a provider. */
const ON_THE_WAY = Object.fromEntries(
  ['OAuthSignin', 'OAuthCallback', 'Callback'].map((code) => [code, PROVIDER_WORDS['provider-failed']]),
)
const WORDS = new Map(
  Object.entries({
    CredentialsSignin: WRONG,
    'slow-down': SLOW_DOWN,
    'no-writing': DOOR_WORDS['no-writing'],
    unavailable: DOOR_WORDS.unavailable,
    'too-slow': DOOR_WORDS['too-slow'],
    ...PROVIDER_WORDS,
    ...ON_THE_WAY,
  }),
)

/** What goes wrong with what was typed here; the others happen on the way through a provider. */
const TYPED: ReadonlySet<string> = new Set(['CredentialsSignin', 'slow-down'])
const PROBLEM = 'problem'

type Query = { next?: string; callbackUrl?: string; error?: string; made?: string; changed?: string }

/** Where people sign in. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, callbackUrl, error, made, changed } = await searchParams
  const { GAVEL_URL, GAVEL_SECRET } = env()
  const path = safePath(next ?? callbackUrl, GAVEL_URL)
  if (await currentActor()) redirect(path)
  const partial = await currentPartialDevice()
  if (partial && error === undefined)
    redirect(`${STAGE_PATH[partial.stage]}?next=${encodeURIComponent(path)}`)
  if (await isSetupOpen()) redirect('/setup')
  const passkeys = passkeysWork()
  const cookie = (await cookies()).get(cookieNames(GAVEL_URL).csrf)?.value
  const csrfToken = csrfTokenOf(cookie, GAVEL_SECRET) ?? ''
  const provider = providerSettings()
  return (
    <>
      <EntryHeading title="Sign in to moderate">{new URL(GAVEL_URL).host}</EntryHeading>
      {error !== undefined && (
        <EntryNotice kind="failed" id={PROBLEM}>
          {WORDS.get(error) ?? OTHER}
        </EntryNotice>
      )}
      {made !== undefined && <EntryNotice kind="done">The first admin is made. Sign in with it.</EntryNotice>}
      {changed !== undefined && (
        <EntryNotice kind="done">Your password is changed. Sign in with it.</EntryNotice>
      )}
      {passkeys && <PasskeySignIn next={path} />}
      <SignInForm
        second={passkeys}
        csrfToken={csrfToken}
        next={path}
        problem={error === undefined ? null : { id: PROBLEM, typed: TYPED.has(error) }}
      />
      {provider && <ProviderForm id={PROVIDER_ID} name={provider.name} csrfToken={csrfToken} next={path} />}
      <p className="mt-4.5 text-[12.5px] text-ink-3 leading-4.5">
        Accounts are made by an admin; every sign-in is recorded.{' '}
        <Link href="/forgotten" prefetch={false} className="text-accent underline">
          Forgotten your password?
        </Link>
      </p>
    </>
  )
}

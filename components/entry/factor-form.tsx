'use client'
import { useState } from 'react'
import { OrLine } from '#components/factors/or-line.tsx'
import { PasskeyButton } from '#components/factors/passkey-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import type { FactorWays } from '#lib/factors/model.ts'
import { askForFactor, passByCode, passByPasskey } from '#lib/factors/sign-in-actions.ts'
import { EntryField } from './entry-field.tsx'
import { EntryNotice } from './entry-notice.tsx'
import { LeaveButton } from './leave-button.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Asks for what comes after the password. `next` has been checked by the page. */
export function FactorForm({ ways, next }: { ways: FactorWays; next: string }) {
  const [recovering, setRecovering] = useState(!ways.authenticator && !ways.passkey)
  const enter = () => location.assign(next)
  return (
    <>
      {ways.passkey && !recovering && (
        <>
          <PasskeyButton ask={() => askForFactor({})} answer={passByPasskey} onPassed={enter} />
          {ways.authenticator && <OrLine>or with a code</OrLine>}
        </>
      )}
      {(ways.authenticator || recovering) && (
        <CodeForm key={String(recovering)} recovering={recovering} second={ways.passkey} onPassed={enter} />
      )}
      <div className="mt-3 flex flex-wrap justify-between gap-2">
        <Button variant="ghost" onClick={() => setRecovering(!recovering)}>
          {recovering ? 'Use your second factor' : 'Use a recovery code'}
        </Button>
        <LeaveButton />
      </div>
    </>
  )
}

type CodeFormProps = { recovering: boolean; second: boolean; onPassed: () => void }

function CodeForm({ recovering, second, onPassed }: CodeFormProps) {
  const { problem, pending, submit } = useReplyForm(({ code }) => passByCode({ code }), onPassed)
  return (
    <form onSubmit={submit}>
      {problem !== null && <EntryNotice kind="failed">{problem}</EntryNotice>}
      <EntryField
        id="code"
        label={recovering ? 'Recovery code' : 'Code from your authenticator'}
        required
        maxLength={60}
        autoFocus
        spellCheck={false}
        {...(recovering
          ? { autoComplete: 'off', autoCapitalize: 'characters' }
          : { autoComplete: 'one-time-code', inputMode: 'numeric' as const })}
      />
      <SubmitButton pending={pending} variant={second && !recovering ? 'neutral' : 'primary'}>
        Continue
      </SubmitButton>
    </form>
  )
}

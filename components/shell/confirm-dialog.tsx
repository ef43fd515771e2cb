'use client'
import { useEffect, useState } from 'react'
import { OrLine } from '#components/factors/or-line.tsx'
import { PasskeyButton } from '#components/factors/passkey-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, FormProblem } from '#components/ui/field.tsx'
import { useReplyForm } from '#components/ui/use-reply-form.ts'
import { confirmByPassword } from '#lib/access/actions.ts'
import { askWhoYouAre, confirmByPasskey } from '#lib/factors/actions.ts'
import type { ConfirmWays } from '#lib/factors/model.ts'

const PASSWORD_ONLY: ConfirmWays = { password: true, passkey: null }

/** "Is it you?", by a passkey or the password, whichever there is. */
export function ConfirmDialog({ onClose }: { onClose: (confirmed: boolean) => void }) {
  const [ways, setWays] = useState<ConfirmWays | null>(null)
  useEffect(() => {
    let shown = true
    const show = (found: ConfirmWays) => shown && setWays(found)
    askWhoYouAre({}).then(
      (reply) => show(reply.ok ? reply.value : PASSWORD_ONLY),
      () => show(PASSWORD_ONLY),
    )
    return () => {
      shown = false
    }
  }, [])
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title="Is it you?"
      description="This can do harm, so it is asked once more. The answer counts for five minutes."
    >
      <div className="min-h-28 px-5 pb-5">
        {ways?.passkey && (
          <PasskeyButton ask={askForPasskey} answer={confirmByPasskey} onPassed={() => onClose(true)} />
        )}
        {ways?.passkey && ways.password && <OrLine>or with your password</OrLine>}
        {ways?.password && <PasswordForm second={ways.passkey !== null} onPassed={() => onClose(true)} />}
      </div>
    </Dialog>
  )
}

/** A question of its own for each try: each counts once. */
async function askForPasskey() {
  const reply = await askWhoYouAre({})
  if (!reply.ok) return reply
  const { passkey } = reply.value
  return passkey
    ? { ...reply, value: passkey }
    : {
        ok: false as const,
        code: 'not-found',
        message: 'There is no passkey of yours any more.',
        requestId: '',
      }
}

function PasswordForm({ second, onPassed }: { second: boolean; onPassed: () => void }) {
  const { problem, pending, submit } = useReplyForm(
    ({ password }) => confirmByPassword({ password }),
    onPassed,
  )
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus={!second}
        required
        maxLength={1_024}
      />
      <FormProblem>{problem}</FormProblem>
      <Button type="submit" variant={second ? 'neutral' : 'primary'} size="lg" disabled={pending}>
        Confirm
      </Button>
    </form>
  )
}

'use client'
import { useDoor } from '#components/shell/use-door.ts'
import { Button } from '#components/ui/button.tsx'
import { FormProblem } from '#components/ui/field.tsx'
import { Time } from '#components/ui/time.tsx'
import { linkProvider, unlinkProvider } from '#lib/provider/actions.ts'
import type { ProviderLinkView } from '#lib/provider/model.ts'

type ProviderLinkProps = {
  link: ProviderLinkView
  /** What came of a visit to the provider, when somebody has just come back from it. */
  came: { linked: boolean; problem: string | null }
}

/** Links one's account to the organisation's sign-in, or takes that link away. */
export function ProviderLink({ link: { name, linked }, came }: ProviderLinkProps) {
  const { run, pending, problem } = useDoor()
  const begin = () =>
    run(() => linkProvider({}), {
      done: 'Going to the sign-in of your organisation',
      onDone: ({ url }) => location.assign(url),
    })
  return (
    <section aria-labelledby="provider-link" className="grid max-w-2xl gap-3 border-b px-4 py-5">
      <div>
        <h2 id="provider-link" className="font-semibold text-base">
          Sign in with {name}
        </h2>
        <p className="text-ink-2 text-sm">
          {linked ? (
            <>
              Linked since <Time at={linked.since} />.
              {linked.kept && ' Your account came by it and stays with it.'}
            </>
          ) : (
            'Once linked, it opens your account as your password does. You are asked there who you are.'
          )}
        </p>
      </div>
      {came.linked && linked && (
        <p role="status" className="text-confirmed text-xs">
          It is linked. From now on it opens your account.
        </p>
      )}
      <FormProblem>{problem ?? (linked ? null : came.problem)}</FormProblem>
      {linked === null && (
        <Button variant="primary" className="h-8! justify-self-start" disabled={pending} onClick={begin}>
          Link your organisation's sign-in
        </Button>
      )}
      {linked?.kept === false && (
        <Button
          className="justify-self-start"
          disabled={pending}
          onClick={() => run(() => unlinkProvider({}), { done: 'Unlinked' })}
        >
          Unlink it
        </Button>
      )}
    </section>
  )
}

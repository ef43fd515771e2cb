import { PersonName } from '#components/ui/person-name.tsx'
import type { PolicyPage } from '#lib/archives/model.ts'
import { START_WORDS, startRight } from './policy-words.ts'

/** Beside a project: which role may start an archive, and how. */
export function WhoRecords({ recording: { policy, roles } }: { recording: PolicyPage }) {
  return (
    <section className="px-4 py-3">
      <h2 className="mb-1.5 font-[550]">Who may start an archive</h2>
      <dl>
        {roles
          .filter(({ mayStart }) => mayStart)
          .map((role) => (
            <div key={role.key} className="flex items-baseline gap-2 py-1">
              <dt className="flex min-w-0 flex-1 text-ink-2">
                <PersonName name={role.name} />
              </dt>
              <dd>{START_WORDS[startRight(policy, role)]}</dd>
            </div>
          ))}
        <div className="flex items-baseline gap-2 py-1">
          <dt className="flex-1 text-ink-2">Anyone else</dt>
          <dd>Never</dd>
        </div>
      </dl>
    </section>
  )
}

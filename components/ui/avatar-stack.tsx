import { Avatar } from './avatar.tsx'

type Person = { id: string; name: string; mine: boolean }

/** Some people in little room: so many, then how many more. */
export function AvatarStack({ people, most = 3 }: { people: readonly Person[]; most?: number }) {
  const shown = people.length > most ? people.slice(0, most - 1) : people
  const more = people.length - shown.length
  return (
    <span className="inline-flex">
      {shown.map((person, index) => (
        <span key={person.id} className={index > 0 ? '-ml-0.5' : undefined}>
          <Avatar name={person.name} mine={person.mine} ringed />
        </span>
      ))}
      {more > 0 && <span className="tn pl-1.5 text-ink-2 text-xs leading-5">+{more}</span>}
    </span>
  )
}

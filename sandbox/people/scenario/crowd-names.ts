import { randomFrom } from './random.ts'

const FIRST =
  'Aisha Albert Amara Anouk Arjun Bea Bruno Camille Chidi Clara Dario Dilan Edda Emre Esther Farid Fiona Gustav Hana Hugo Ida Ilse Ishaan Jonas Juno Kai Kenji Leila Lena Liv Malik Mara Mateo Milan Nadia Nils Olga Oscar Petra Pia Quinn Rafael Rosa Rune Salma Selin Stefan Tara Tomas Uma Vera Viktor Wanda Xenia Yara Yusuf Zoe'.split(
    ' ',
  )
const LAST =
  'Abadi Albrecht Amsel Bauer Berg Bianchi Castro Cole Dahl Demir Diaz Egger Eriksen Farah Fischer Gallo Grant Haas Hansen Ito Ivanov Jansen Kaya Kim Koch Lang Larsen Lima Lopez Maier Mbeki Meyer Nagy Novak Okafor Olsen Patel Pinto Quist Ramos Reed Roth Sato Silva Sharma Thoma Toth Ueda Vogel Weber Wolf Yilmaz Zeller'.split(
    ' ',
  )

/** Three in four of all that the two lists give: the last ones would be drawn for long. */
export const MOST_NAMES = 2_500

/** Made-up names for a crowd, none twice and none of `taken`. */
export const crowdNames = (seed: string, count: number, taken: ReadonlySet<string>): readonly string[] => {
  const random = randomFrom(`names ${seed}`)
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  const names = new Set<string>()
  while (names.size < Math.min(count, MOST_NAMES)) {
    const name = `${pick(FIRST)} ${pick(LAST)}`
    if (!taken.has(name)) names.add(name)
  }
  return [...names]
}

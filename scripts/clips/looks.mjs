// What the drawn people are made of: skins, hair, rooms. Each skin is base, shade, light; each room wall, corner, light.

export const SKINS = [
  { base: '#f0c7a8', shade: '#c98e6c', light: '#ffe2cc', lip: '#a8524a' },
  { base: '#e3b08a', shade: '#b3784f', light: '#f7cfae', lip: '#994a40' },
  { base: '#c98d62', shade: '#93593a', light: '#e2ae86', lip: '#7f3a33' },
  { base: '#a06a45', shade: '#6d4128', light: '#bf8a63', lip: '#66302b' },
  { base: '#7a4b30', shade: '#4c2b1a', light: '#98684a', lip: '#57272a' },
  { base: '#5b3824', shade: '#351e12', light: '#7a5138', lip: '#4a2224' },
]

export const HAIR = {
  black: '#1b1512',
  espresso: '#33221a',
  brown: '#5a3a24',
  amber: '#8a5a30',
  blond: '#b98a4e',
  grey: '#85827f',
  red: '#a3402a',
  ink: '#26262b',
}

export const ROOMS = {
  day: { wall: '#b9c3cb', corner: '#7f8c97', light: '#e9eef2', kind: 'window' },
  wall: { wall: '#a39f96', corner: '#68645c', light: '#e3ded3', kind: 'window' },
  sage: { wall: '#7d8a76', corner: '#465043', light: '#d8e2cb', kind: 'window' },
  blush: { wall: '#b8978f', corner: '#785c55', light: '#f6e0d9', kind: 'window' },
  kitchen: { wall: '#c2b59b', corner: '#7d6f58', light: '#fff0cf', kind: 'shelves' },
  book: { wall: '#4b3a2e', corner: '#211812', light: '#d9a468', kind: 'books' },
  warm: { wall: '#6b4a32', corner: '#2f1f17', light: '#ffbf7a', kind: 'lamp' },
  dusk: { wall: '#3b4560', corner: '#171c2b', light: '#8fa6d8', kind: 'city' },
  night: { wall: '#262d39', corner: '#0e1218', light: '#6d8fb5', kind: 'lamp' },
  neon: { wall: '#2a1d4a', corner: '#0e0a1c', light: '#b067ff', kind: 'sign' },
  teal: { wall: '#1d3f42', corner: '#0c1c1f', light: '#59c7bd', kind: 'sign' },
  red: { wall: '#4a1f22', corner: '#1a0b0d', light: '#ff7a6e', kind: 'sign' },
  stage: { wall: '#1b1428', corner: '#07060b', light: '#ff9d5c', kind: 'stage' },
  studio: { wall: '#3c4a4e', corner: '#1a2225', light: '#ffd9a0', kind: 'panels' },
}

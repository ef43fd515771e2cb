/** The layers a routed stream may have; asking for one between them only makes the platform choose. */
const LAYERS = [
  { width: 320, height: 180 },
  { width: 640, height: 360 },
  { width: 1280, height: 720 },
] as const

/** The smallest layer that fills a tile of this width, in device pixels. */
export function layerFor(tileWidth: number, pixelRatio: number): { width: number; height: number } {
  const needed = tileWidth * Math.min(pixelRatio, 2)
  return LAYERS.find((layer) => layer.width * 1.15 >= needed) ?? LAYERS[2]
}

/**
 * What an offer with several layers needs changed. The library counts the packets of all layers as those of one stream and takes
 * each for the holes of the others, so nothing is to be sent again here.
 */
export const withoutRepair = (offer: string): string => offer.replace(/^a=rtcp-fb:\d+ nack\r?\n/gm, '')

/**
 * Nothing tells the publisher how much the line bears; by itself a browser begins with 300 kbit/s, which is the smallest layer
 * alone. In kbit/s.
 */
export const withStartBitrate = (answer: string, kilobits = 2_500): string =>
  answer.replace(/^a=rtpmap:(\d+) VP8\/90000\r?\n/gm, `$&a=fmtp:$1 x-google-start-bitrate=${kilobits}\r\n`)

export const hasLayers = (offer: string): boolean => /^a=simulcast:send /m.test(offer)

/** Texts that participants send to hurt whoever reads them. Each carries a mark by which its effect would be seen. */
const SCRIPTS = [
  '<script>MARK</script>',
  '"><script>MARK</script>',
  "'><script>MARK</script>",
  '</title><script>MARK</script>',
  '</textarea><script>MARK</script>',
  '<img src=x onerror=MARK>',
  '<img src=x onerror="MARK">',
  '"><img src=x onerror=MARK>',
  '<svg onload=MARK>',
  '<svg><script>MARK</script></svg>',
  '<svg><animate onbegin=MARK attributeName=x dur=1s>',
  '<body onload=MARK>',
  '<iframe srcdoc="<script>parent.MARK</script>">',
  '<iframe src="javascript:MARK">',
  '<a href="javascript:MARK" id=h>x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=MARK>',
  '<details open ontoggle=MARK>',
  '<video><source onerror=MARK>',
  '<input autofocus onfocus=MARK>',
  '<marquee onstart=MARK>',
  '<object data="javascript:MARK">',
  '<embed src="javascript:MARK">',
  '<base href="https://hostile.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:MARK">',
  '<form><button formaction="javascript:MARK">x',
  '<style>*{background:url("javascript:MARK")}</style>',
  'javascript:MARK',
  'data:text/html,<script>MARK</script>',
  '{{constructor.constructor("MARK")()}}',
  '\u0024{MARK}', // a template's placeholder
  '`\u0024{MARK}`',
  '");MARK;//',
  "');MARK;//",
  '</script><script>MARK</script>',
  '<!--<script>MARK</script>-->',
  ']]><script>MARK</script>',
  '\u2028MARK\u2029',
  '<scr\u0000ipt>MARK</scr\u0000ipt>',
  '＜script＞MARK＜/script＞',
  '%3Cscript%3EMARK%3C/script%3E',
] as const

/** 120 of them: each script bare, hidden behind harmless text, and with its direction turned around. */
export function hostileTexts(): string[] {
  const call = (at: number) => `globalThis.hostile=${at}`
  return ['', 'Anna ', '\u202e'].flatMap((before, round) =>
    SCRIPTS.map((script, at) => before + script.replaceAll('MARK', call(round * SCRIPTS.length + at + 1))),
  )
}

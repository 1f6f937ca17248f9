import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * 证书的字体 — Noto Sans SC, with every character of 《通用规范汉字表》 and more. The built service has it beside its main file; from
 * source it comes out of its package.
 */
export function fontFile(): string {
  const here = import.meta.url
  return here.endsWith('.ts')
    ? createRequire(here).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')
    : fileURLToPath(new URL('./fonts/NotoSansSC-Regular.ttf', here))
}

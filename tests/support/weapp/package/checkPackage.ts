import { readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { findComponentFile, readConfigOf, type WeappPackage } from './packageFiles'

/** WeChat refuses tab icons above this many bytes. */
const MAX_TAB_ICON = 40 * 1024
/** Not uploaded: licence texts, source maps, tool files. */
const NOT_UPLOADED = /(\.map|\.LICENSE\.txt|^\..*|^project\.(private\.)?config\.json)$/

const readSource = (pack: WeappPackage, file: string): string => readFileSync(posix.join(pack.root, file), 'utf8')
const scriptsOf = (pack: WeappPackage): string[] => pack.files.filter((file) => file.endsWith('.js'))

/** Bytes by package: `main`, and each sub-package by its root. */
export function measurePackages(pack: WeappPackage): Record<string, number> {
  const sizes: Record<string, number> = {
    main: 0,
    ...Object.fromEntries(pack.subPackages.map(({ root }) => [root, 0])),
  }
  for (const file of pack.files.filter((each) => !NOT_UPLOADED.test(each))) {
    const name = pack.subPackages.find(({ root }) => file.startsWith(`${root}/`))?.root ?? 'main'
    sizes[name] = (sizes[name] ?? 0) + statSync(posix.join(pack.root, file)).size
  }
  return sizes
}

/** Scripts with a schema in them: valibot's schemas are called by this name. They belong to the service; see config/contract-loader.js. */
export const hasSchemas = (script: string): boolean => script.includes('~run')
export const findSchemas = (pack: WeappPackage): string[] =>
  scriptsOf(pack).filter((file) => hasSchemas(readSource(pack, file)))

/** JSON files that are none. */
export function findInvalidJson(pack: WeappPackage): string[] {
  return pack.files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      try {
        JSON.parse(readSource(pack, file))
        return []
      } catch (error) {
        return [`${file}: ${(error as Error).message}`]
      }
    })
}

/** Files that app.json, a page or a component names and the package does not contain; tab bars WeChat refuses. */
export function findMissingFiles(pack: WeappPackage): string[] {
  const has = new Set(pack.files)
  const pages = pack.pages.flatMap((page) => ['js', 'json', 'wxml'].map((type) => `${page}.${type}`))
  const components = pack.pages.flatMap((page) => {
    const config = readConfigOf(pack, page)
    const tags = Object.keys({ ...pack.app.usingComponents, ...config.usingComponents })
    return tags.map((tag) => `${findComponentFile(pack, page, config, tag)}.js`)
  })
  const icons = pack.tabs.flatMap(({ iconPath, selectedIconPath }) => [iconPath, selectedIconPath])
  const named = [...pages, ...components, ...icons.flatMap((icon) => (icon ? [icon.replace(/^\//, '')] : []))]
  const tooBig = named.filter((file) => /\.(png|jpe?g)$/.test(file) && has.has(file))
  return [
    ...[...new Set(named)].filter((file) => !has.has(file)).map((file) => `${file} is missing`),
    ...tooBig
      .filter((file) => statSync(posix.join(pack.root, file)).size > MAX_TAB_ICON)
      .map((file) => `${file} > 40 KB`),
    ...pack.tabs
      .filter((tab) => !pack.app.pages.includes(tab.pagePath))
      .map((tab) => `${tab.pagePath} is not in the main package`),
    ...(pack.tabs.length === 1 || pack.tabs.length > 5 ? [`${pack.tabs.length} tabs; WeChat wants 2 to 5`] : []),
  ]
}

/** require() of files that do not exist, or across sub-packages, which WeChat has not loaded then. */
export function findUnresolvedRequires(pack: WeappPackage): string[] {
  const has = new Set(pack.files)
  const home = (file: string) => pack.subPackages.find(({ root }) => file.startsWith(`${root}/`))?.root
  return scriptsOf(pack).flatMap((file) =>
    [...readSource(pack, file).matchAll(/\brequire\("(\.[^"]+)"\)/g)].flatMap(([, path = '']) => {
      const joined = posix.join(posix.dirname(file), path)
      const target = [joined, `${joined}.js`].find((each) => has.has(each))
      if (!target) return [`${file}: require("${path}") is not found`]
      const away = home(target) !== undefined && home(target) !== home(file)
      return away ? [`${file}: require("${path}") reaches into another sub-package`] : []
    }),
  )
}

/** Scripts that build code from text, which WeChat forbids. webpack's runtime asks for globalThis that way when it is missing. */
export function findDynamicCode(pack: WeappPackage): string[] {
  return scriptsOf(pack).flatMap((file) => {
    const source = readSource(pack, file)
    const allowed = file === 'runtime.js' ? source.replace(/new Function\("return this"\)/, '') : source
    const found = allowed.match(/\beval\(|\bnew Function\b|[^.\w]Function\("/)
    return found ? [`${file}: ${found[0]}`] : []
  })
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'

export interface TabItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

export interface WindowConfig {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  backgroundColor?: string
  /** `custom`: the page draws its own bar under WeChat's capsule. */
  navigationStyle?: string
  usingComponents?: Record<string, string>
}

export interface AppConfig {
  pages: string[]
  entryPagePath?: string
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  tabBar?: { color?: string; selectedColor?: string; backgroundColor?: string; custom?: boolean; list: TabItem[] }
  window?: WindowConfig
  usingComponents?: Record<string, string>
}

/** A compiled mini-program on disk, as WeChat would receive it. */
export interface WeappPackage {
  root: string
  /** All files, relative to the root, with forward slashes. */
  files: string[]
  app: AppConfig
  subPackages: { root: string; pages: string[] }[]
  /** Routes of all pages, sub-packages included. */
  pages: string[]
  tabs: TabItem[]
}

function listFiles(root: string, folder = ''): string[] {
  return readdirSync(posix.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    return entry.isDirectory() ? listFiles(root, path) : [path]
  })
}

/** Reads the package description. Throws when `dist` is not a compiled mini-program. */
export function readPackage(dist: string): WeappPackage {
  const root = resolve(dist)
  const app = JSON.parse(readFileSync(posix.join(root, 'app.json'), 'utf8')) as AppConfig
  const subPackages = app.subPackages ?? app.subpackages ?? []
  const pages = [...app.pages, ...subPackages.flatMap((sub) => sub.pages.map((page) => posix.join(sub.root, page)))]
  return { root, files: listFiles(root), app, subPackages, pages, tabs: app.tabBar?.list ?? [] }
}

/** The JSON beside a page or component; empty when it has none. */
export function readConfigOf(pack: WeappPackage, route: string): WindowConfig {
  const file = posix.join(pack.root, `${route}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WindowConfig) : {}
}

/** The file (without extension) behind a custom tag on a page; undefined for WeChat's own tags. */
export function findComponentFile(
  pack: WeappPackage,
  route: string,
  config: WindowConfig,
  tag: string,
): string | undefined {
  const path = config.usingComponents?.[tag] ?? pack.app.usingComponents?.[tag]
  return path === undefined
    ? undefined
    : posix.join(path.startsWith('/') ? '' : posix.dirname(route), path).replace(/^\//, '')
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { UserConfigExport } from '@tarojs/cli'

// Runs with cwd = miniapp/ (scripts/build.mjs sees to it); node_modules is found by walking up to the repository root.
const root = path.resolve(__dirname, '..', '..')
const source = path.join(root, 'miniapp', 'src')
const shared = path.join(root, 'shared')
const include = [shared]
// The design is drawn in px at 375 and stays px on both ends: no rpx, no rem, one CSS px is one px.
const pxtransform = { enable: false, config: {} }
const cssModules = { enable: false }
const vendor = /[\\/]node_modules[\\/](@tarojs|@stencil|react|react-dom|react-reconciler|scheduler)[\\/]/

const contractLoader = path.resolve(__dirname, 'contract-loader.js')
/** The part of webpack-chain used here; Taro does not say its type. */
interface Chain {
  module: {
    rule(name: string): { test(file: RegExp): { pre(): { use(name: string): { loader(file: string): void } } } }
  }
}
const stripContracts = (chain: Chain): void =>
  chain.module
    .rule('contract')
    .test(/[\\/]shared[\\/]modules[\\/](\w+[\\/])+(contract|\w*[eE]ndpoints)\.ts$/)
    .pre()
    .use('contract')
    .loader(contractLoader)

const ofModule = /[\\/]modules[\\/](\w+)[\\/]/
const nameOfModule = (file: Module) => `of-${ofModule.exec(file.nameForCondition() ?? '')?.[1] ?? 'none'}`

/** Pages somebody may see first; what several pages share is loaded with them only as far as they use it themselves. */
const firstPage = /[\\/]src[\\/](pages[\\/]today|modules[\\/]accounts[\\/]pages[\\/]signIn)[\\/]index\.tsx$/
/** The parts of webpack's graph used here. */
interface Module {
  nameForCondition(): string | null
}
interface ChunkGraph<Chunk = object> {
  getModuleChunksIterable(file: Module): Iterable<Chunk>
  getChunkModulesIterable(chunk: Chunk): Iterable<Module>
}
const isOnFirstPage = (file: Module, { chunkGraph }: { chunkGraph: ChunkGraph }): boolean =>
  [...chunkGraph.getModuleChunksIterable(file)].some((chunk) =>
    [...chunkGraph.getChunkModulesIterable(chunk)].some((other) => firstPage.test(other.nameForCondition() ?? '')),
  )

/** Browsers that run the pages have fetch and AbortController, nothing asks for JSONP, and elements of ours need no styles of Taro's. */
const unneeded = [
  'whatwg-fetch',
  'abortcontroller-polyfill/dist/abortcontroller-polyfill-only',
  'jsonp-retry',
  '@tarojs/components/dist/taro-components/taro-components.css',
]

/** Taro bakes these files, and what config/ says, into the build without telling webpack, whose cache would keep serving the old pages. */
const baked = /(^|[\\/])(packages|package|[\w.]+\.config)\.ts$/
const bakedVersion = (): string => {
  const pages = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => baked.test(file))
  const files = [
    ...readdirSync(__dirname).map((file) => path.join(__dirname, file)),
    path.resolve(__dirname, '..', 'babel.config.js'),
    ...pages.map((file) => path.join(source, file)),
  ]
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

const config: UserConfigExport<'webpack5'> = {
  projectName: 'zhixing',
  date: '2026-01-01',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}`,
  plugins: [path.resolve(__dirname, 'aria-plugin.js')],
  alias: { '@': source, '@shared': shared },
  defineConstants: { API_BASE: JSON.stringify(process.env.API_BASE || 'http://localhost:3000') },
  copy: { patterns: [], options: {} },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // The mini-program, whose sub-packages hold copies of what they share, is built from nothing: out of the cache it has been seen wrong.
  cache: { enable: process.env.TARO_ENV !== 'weapp', version: bakedVersion() },
  logger: { quiet: true, stats: false },
  mini: {
    compile: { include },
    optimizeMainPackage: { enable: true },
    webpackChain: stripContracts,
    postcss: { pxtransform, cssModules },
  },
  h5: {
    compile: { include },
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    devServer: { host: '127.0.0.1' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    webpackChain(chain, webpack) {
      stripContracts(chain)
      // Real <button>, <input>, <div>: keyboard, screen readers and speed come from the browser, not from custom elements.
      // A replacement, not an alias: Taro strips unused exports of whatever was requested as '@tarojs/components'.
      const elements = path.join(source, 'h5', 'elements.tsx')
      chain.plugin('elements').use(webpack.NormalModuleReplacementPlugin, [/^@tarojs\/components$/, elements])
      const tabBar = path.join(source, 'h5', 'tabBar.ts')
      // Only where the router asks for it: parts of Taro that nothing uses ask for other elements of the same file.
      const ownTabBar = (asked: { request: string; context: string }) => {
        if (!asked.context.includes('taro-h5')) asked.request = tabBar
      }
      chain
        .plugin('tabBar')
        .use(webpack.NormalModuleReplacementPlugin, [/^@tarojs\/components\/dist\/components$/, ownTabBar])
      for (const request of unneeded) chain.resolve.alias.set(request, false)
      // Taro's default ('initial') would copy shared modules into every page's chunk.
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 0,
        hidePathInfo: true,
        cacheGroups: {
          default: false,
          defaultVendors: false,
          taro: { name: 'taro', test: vendor, priority: 100 },
          // What the pages of one module share is loaded with its first page, not with the first page of all.
          ofModule: { name: nameOfModule, test: ofModule, minChunks: 2, priority: 2 },
          first: { name: 'first', test: isOnFirstPage, minChunks: 2, priority: 1 },
          common: { name: 'common', minChunks: 2, priority: 0 },
        },
      })
      chain.performance.hints(false)
    },
    postcss: { pxtransform, cssModules, autoprefixer: { enable: true, config: {} } },
  },
}
export default config

// What the phone needs of a contract is where to send a call and how; the schemas only give its types. They stay on the service:
// this loader runs the contract while building and hands on methods, addresses and flags alone.
const path = require('node:path')
const vm = require('node:vm')
const { build } = require('esbuild')

const root = path.resolve(__dirname, '..', '..')
/** Everything else of an endpoint is for the service and its API description. */
const SENT = ['method', 'path', 'once', 'download', 'uploadBytes']

const isContract = (value) => typeof value?.module === 'string' && typeof value.endpoints === 'object'
const isPlain = (value) => typeof value === 'string' || typeof value === 'number'

function onThePhone(value) {
  if (!isContract(value)) return value
  const sent = (endpoint) =>
    Object.fromEntries(SENT.filter((key) => key in endpoint).map((key) => [key, endpoint[key]]))
  const endpoints = Object.entries(value.endpoints).map(([name, endpoint]) => [name, sent(endpoint)])
  return { module: value.module, endpoints: Object.fromEntries(endpoints) }
}

async function readExports(file) {
  const result = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
    absWorkingDir: root,
    alias: { '@shared': path.join(root, 'shared') },
  })
  const module = { exports: {} }
  vm.runInThisContext(`(function (module, exports) {${result.outputFiles[0].text}\n})`)(module, module.exports)
  return { values: module.exports, sources: Object.keys(result.metafile.inputs) }
}

module.exports = function contractLoader() {
  const done = this.async()
  readExports(this.resourcePath).then(({ values, sources }) => {
    for (const source of sources) this.addDependency(path.join(root, source))
    const kept = Object.entries(values).filter(([, value]) => isContract(value) || isPlain(value))
    done(null, kept.map(([name, value]) => `export const ${name} = ${JSON.stringify(onThePhone(value))}`).join('\n'))
  }, done)
}

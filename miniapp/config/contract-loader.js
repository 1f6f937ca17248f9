// What the phone needs of a contract is where to send a call and how; the schemas only give its types. They stay on the service:
// this loader runs the contract, or a part of one that pages call by itself, while building and hands on methods, addresses and
// flags alone.
const path = require('node:path')
const vm = require('node:vm')
const { build } = require('esbuild')

const root = path.resolve(__dirname, '..', '..')
/** Everything else of an endpoint is for the service and its API description. */
const SENT = ['method', 'path', 'once', 'download', 'uploadBytes']

const isPlain = (value) => typeof value === 'string' || typeof value === 'number'
const isContract = (value) => typeof value?.module === 'string' && isTable(value.endpoints)
const isEndpoint = (value) => typeof value?.method === 'string' && typeof value.path === 'string'
const isTable = (value) => Object.values(Object(value)).length > 0 && Object.values(value).every(isEndpoint)

const sent = (endpoint) => Object.fromEntries(SENT.filter((key) => key in endpoint).map((key) => [key, endpoint[key]]))
const sentTable = (table) => Object.fromEntries(Object.entries(table).map(([name, endpoint]) => [name, sent(endpoint)]))

/** @returns what ships of one export; undefined for schemas and all else that stays on the service. */
function onThePhone(value) {
  if (isPlain(value)) return value
  if (isContract(value)) return { module: value.module, endpoints: sentTable(value.endpoints) }
  return isTable(value) ? sentTable(value) : undefined
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
    const kept = Object.entries(values)
      .map(([name, value]) => [name, onThePhone(value)])
      .filter(([, value]) => value !== undefined)
    done(null, kept.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`).join('\n'))
  }, done)
}

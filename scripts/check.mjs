// `npm run check`: format and lint, then the types of each tree.
import { installIfNeeded, requireNode, run } from './install.mjs'

requireNode()
await installIfNeeded()
run('npx', ['biome', 'check', '--error-on-warnings', '.'])
// What the last check found is kept, so that only what has changed since is looked at.
const memory = (tree) => `.cache/types-${tree === '.' ? 'rest' : tree}.json`
for (const tree of ['shared', 'cloud', 'miniapp', '.'])
  run('npx', ['tsc', '-p', tree, '--incremental', '--tsBuildInfoFile', memory(tree)])
console.log('检查通过')

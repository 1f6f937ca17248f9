// `npm run check`: format and lint, then the types of each tree.
import { installIfNeeded, requireNode, run } from './install.mjs'

requireNode()
await installIfNeeded()
run('npx', ['biome', 'check', '--error-on-warnings', '.'])
for (const tree of ['shared', 'cloud', 'miniapp', '.']) run('npx', ['tsc', '-p', tree])
console.log('检查通过')

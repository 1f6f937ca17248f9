// One configuration, several projects: `npm test` runs them in order, `npx jest --selectProjects api` runs one.
const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
}
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(t|j)sx?$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^@shared/(.*)$': '<rootDir>/shared/$1',
    '^@cloud/(.*)$': '<rootDir>/cloud/$1',
    '^@/(.*)$': '<rootDir>/miniapp/src/$1',
  },
  clearMocks: true,
}
const store = {
  globalSetup: '<rootDir>/tests/support/globalStore.ts',
  globalTeardown: '<rootDir>/tests/support/globalStoreStop.ts',
}
const project = (displayName, testMatch, more = {}) => ({ ...base, displayName, testMatch, ...more })
/** Processes are killed and started anew while they work: nothing else runs beside these. */
const KILLS = [
  '<rootDir>/tests/embedded/crash.test.ts',
  '<rootDir>/tests/platform/api.crash.test.ts',
  '<rootDir>/tests/platform/api.kills.test.ts',
]
/** The others of a project whose pattern takes those in, too. */
const others = { testPathIgnorePatterns: KILLS.map((file) => file.replace('<rootDir>', '').replaceAll('.', '\\.')) }
module.exports = {
  testTimeout: 60_000,
  // Every file has a database of its own; a worker that has grown is replaced.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1200MB',
  projects: [
    project('unit', [
      '<rootDir>/tests/*.test.ts',
      '<rootDir>/tests/core/**/*.test.ts',
      '<rootDir>/tests/*/rules*.test.ts',
      '<rootDir>/tests/*/policy.test.ts',
    ]),
    project('embedded', ['<rootDir>/tests/embedded/**/*.test.ts'], others),
    project(
      'api',
      ['<rootDir>/tests/*/api*.test.ts', '<rootDir>/tests/*/jobs*.test.ts', '<rootDir>/tests/golden/**/*.test.ts'],
      { ...store, ...others },
    ),
    project('weapp', ['<rootDir>/tests/weapp/**/*.test.ts'], store),
    project('kills', KILLS),
    project('web', ['<rootDir>/tests/web/**/*.test.ts'], store),
  ],
}

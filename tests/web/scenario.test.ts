import { playScenario } from '../support/scenario/playScenario'

describe('从名册到提醒，在浏览器里', () => playScenario('h5'))

import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** 运行指标 — what Prometheus reads at `/metrics`: process figures and the duration of each endpoint. */
export function createMetrics(): {
  observe(endpoint: string, status: number, seconds: number): void
  text(): Promise<string>
  contentType: string
} {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by endpoint and status',
    labelNames: ['endpoint', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  const children = new Map<string, { observe(seconds: number): void }>()
  return {
    observe(endpoint, status, seconds) {
      const key = `${endpoint} ${status}`
      let child = children.get(key)
      if (!child) {
        child = duration.labels(endpoint, String(status))
        children.set(key, child)
      }
      child.observe(seconds)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

export type Metrics = ReturnType<typeof createMetrics>

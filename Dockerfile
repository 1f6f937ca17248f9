# syntax=docker/dockerfile:1
# Builds the service and the browser pages; the image that runs holds neither sources nor build tools.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN node scripts/build.mjs h5 && node scripts/build.mjs cloud

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY --from=build /app/cloud/dist ./cloud/dist
COPY --from=build /app/cloud/seeds/banks ./cloud/seeds/banks
COPY --from=build /app/cloud/seeds/courses ./cloud/seeds/courses
COPY --from=build /app/miniapp/dist/h5 ./miniapp/dist/h5
# Used only without MONGODB_URI, by the embedded store; mount a volume here then.
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the signal to stop must reach the service itself.
CMD ["node", "cloud/dist/main.mjs"]

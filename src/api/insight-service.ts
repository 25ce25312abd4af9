import { createHash } from 'node:crypto';
import type { Counted, Drill } from '../application/counted.js';
import type { Funnels } from '../application/funnels.js';
import type { Metrics, Point } from '../application/metrics.js';
import type { Reindexing } from '../application/reindexing.js';
import type { Hit, Searching, SearchPosition, SearchRequest } from '../application/searching.js';
import { invalid } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import type { Dimension } from '../domain/numbers.js';
import type { ConversationFilter } from '../domain/ports.js';
import {
  type InsightServiceService,
  Metric,
  type MetricPoint,
  type SearchHit,
  type SearchMessagesRequest,
  type Dimension as WireDimension,
} from '../gen/colloquy/v1/insight_service.js';
import { Stage } from '../gen/colloquy/v1/resources.js';
import type { Methods } from './methods.js';
import { bare, bareOrAbsent, contentHash, readFilter, readPageSize } from './read.js';
import type { Tokens } from './tokens.js';
import { writeConversation, writeMessage } from './write.js';

/** What filters may take in tokens, which each number has. */
const maxFilterBytes = 1_000;
/** What all tokens of a response may take. */
const maxTokenBytes = 3 * 1024 * 1024;

const usualHits = 20;
const mostHits = 100;

export function makeInsightService(
  searching: Searching,
  reindexing: Reindexing,
  metrics: Metrics,
  funnels: Funnels,
  counted: Counted,
  tokens: Tokens,
): Methods<typeof InsightServiceService> {
  const useOf = (tenantId: string) => ['listCounted', tenantId];

  /** Makes the tokens of one response. */
  function signer(tenantId: string): (drill: Drill) => string {
    let left = maxTokenBytes;
    return (drill) => {
      const token = tokens.sign(useOf(tenantId), drill);
      left -= token.length;
      if (left < 0)
        throw invalid('group_by', 'too many numbers for one answer: ask for fewer groups, periods or metrics');
      return token;
    };
  }

  return {
    searchMessages: async (request, { tenantId, signal }) => {
      const asked = readSearch(request);
      const { filter, roles = null, from = null, to = null, query } = asked;
      const hash = contentHash('search', {
        query,
        filter: { ...filter } as JsonObject,
        roles: roles && [...roles],
        from,
        to,
      });
      const use = ['searchMessages', tenantId, hash];
      const { pageSize, pageToken } = request;
      const position = pageToken === '' ? undefined : tokens.open<SearchPosition>(use, pageToken, 'page_token');
      const size = pageSize === 0 ? usualHits : Math.min(pageSize, mostHits);
      const { hits, next } = await searching.page(tenantId, asked, size, position, signal);
      return { hits: hits.map(writeHit), nextPageToken: next ? tokens.sign(use, next) : '' };
    },

    async *reindexMessages(_, { tenantId, signal }) {
      for await (const { end, ...far } of reindexing(tenantId, signal)) {
        const { removed = 0, verified = 0, differences = [] } = end ?? {};
        yield { ...far, done: end !== undefined, removed, verified, differences: [...differences] };
      }
    },

    queryMetrics: async (request, { tenantId, signal }) => {
      const { from, to, timeZone } = request;
      const period = bareOrAbsent('PERIOD_', request.period);
      const { series, asOf } = await metrics.query(
        tenantId,
        {
          metrics: request.metrics.map((metric) => bare('METRIC_', metric)),
          ...rangeOf(from, to),
          ...(period ? { period } : {}),
          timeZone,
          groupBy: request.groupBy.map(readDimension),
          filter: readSmallFilter(readFilter(request.filter)),
        },
        signal,
      );
      const sign = signer(tenantId);
      return {
        series: series.map(({ metric, group, points }) => ({
          metric: Metric[metric],
          group: { ...group },
          points: points.map((point) => writePoint(point, sign(point.drill))),
        })),
        asOf: new Date(asOf),
      };
    },

    queryFunnel: async (request, { tenantId, signal }) => {
      const groupBy = request.groupBy.map(readDimension);
      const filter = readSmallFilter(readFilter(request.filter));
      const query = { ...rangeOf(request.from, request.to), groupBy, filter };
      const { funnels: found, asOf } = await funnels.query(tenantId, query, signal);
      const sign = signer(tenantId);
      return {
        funnels: found.map(({ group, steps }) => ({
          group: { ...group },
          steps: steps.map(({ stage, reached, conversion, medianMs, drill }) => ({
            ...{ stage: Stage[stage], reached, conversion, medianSeconds: medianMs / 1000, drillToken: sign(drill) },
          })),
        })),
        asOf: new Date(asOf),
      };
    },

    listCounted: async ({ drillToken, pageSize, pageToken }, { tenantId, signal }) => {
      const drill = tokens.open<Drill>(useOf(tenantId), drillToken, 'drill_token');
      const use = [...useOf(tenantId), createHash('sha256').update(drillToken).digest('base64url')];
      const after = pageToken === '' ? '' : tokens.open<string>(use, pageToken, 'page_token');
      const page = await counted.list(tenantId, drill, after, readPageSize(pageSize), signal);
      const last = page.conversations.at(-1);
      return {
        conversations: page.conversations.map(writeConversation),
        nextPageToken: page.more && last ? tokens.sign(use, last.id) : '',
      };
    },
  };
}

function rangeOf(from: Date | undefined, to: Date | undefined) {
  return { ...(from ? { from: from.getTime() } : {}), ...(to ? { to: to.getTime() } : {}) };
}

function readDimension(dimension: WireDimension): Dimension {
  return bare('DIMENSION_', dimension).toLowerCase() as Dimension;
}

function readSmallFilter(filter: ConversationFilter): ConversationFilter {
  const bytes = Buffer.byteLength(JSON.stringify(filter));
  if (bytes <= maxFilterBytes) return filter;
  throw invalid('filter', `${bytes} bytes as JSON, at most ${maxFilterBytes} are allowed in numbers`);
}

function writePoint({ start, count, duration }: Point, drillToken: string): MetricPoint {
  const { mean = 0, p50 = 0, p90 = 0, p99 = 0 } = duration ?? {};
  return { start: new Date(start), count, mean, p50, p90, p99, drillToken };
}

function readSearch({ query, filter, roles, from, to }: SearchMessagesRequest): SearchRequest {
  return {
    query,
    filter: readFilter(filter),
    ...(roles.length > 0 ? { roles: roles.map((role) => bare('ROLE_', role)) } : {}),
    ...(from ? { from: from.getTime() } : {}),
    ...(to ? { to: to.getTime() } : {}),
  };
}

function writeHit({ conversationId, seq, message, score, snippet: { text, highlights } }: Hit): SearchHit {
  const bytesTo = (end: number) => Buffer.byteLength(text.slice(0, end));
  return {
    conversationId,
    message: writeMessage(seq, message),
    score,
    snippet: text,
    highlights: highlights.map(({ start, end }) => ({ start: bytesTo(start), end: bytesTo(end) })),
  };
}

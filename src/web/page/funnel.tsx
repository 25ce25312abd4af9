import type { FunnelStep } from './model.js';
import { toCounted } from './route.js';
import { duration, number, percent, stageWord } from './words.js';

/** How many reached each stage, which share of those before, and how long it took them. Each number opens. */
export function Funnel({ steps }: { readonly steps: readonly FunnelStep[] }) {
  const all = Math.max(...steps.map(({ reached = '0' }) => Number(reached)), 1);
  return (
    <table class="funnel">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col">Reached</th>
          <th scope="col" class="number">
            Conversion
          </th>
          <th scope="col" class="number">
            Median time
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ stage, reached = '0', conversion = 0, medianSeconds = 0, drillToken = '' }) => {
          const count = Number(reached);
          return (
            <tr key={stage} class={stage.toLowerCase()}>
              <th scope="row">{stageWord(stage)}</th>
              <td class="reached">
                <span class="share" style={{ '--share': `${count / all}` }} aria-hidden="true" />
                {drillToken !== '' && count > 0 ? (
                  <a href={toCounted(drillToken, `Reached ${stageWord(stage)}`)}>{number(count)}</a>
                ) : (
                  <span>{number(count)}</span>
                )}
              </td>
              <td class="number">{stage === 'STAGE_LEAD' ? '' : percent(conversion)}</td>
              <td class="number">{medianSeconds > 0 ? duration(medianSeconds) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

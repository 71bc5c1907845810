import '../style/tokens.css';
import '../style/base.css';
import '../style/frame.css';
import '../style/live.css';
import '../style/controls.css';
import '../style/judge.css';
import '../style/judge_match.css';
import '../style/judge_panel.css';

import {makePage, mount} from '../shared/page';
import {App} from './app';

mount(makePage('/api/v1/events?view=seat'), App, 'later');

"""The narrative grammar, construct by construct: a sentence that hits, and one that only looks like it."""

from __future__ import annotations

import pytest

from tests.extract.support import stated

BASIC = "expenditure.basic executed"
TOTAL = "three_public.total"
RECEPTION = "three_public.reception"

HITS = {
    "a figure after its measure": ("基本支出858.12万元。", [f"{BASIC} = 858.12"]),
    "two measures that share a figure": (
        "2023年我局收支2259.42万元。",
        ["revenue.total executed = 2259.42", "expenditure.total executed = 2259.42"],
    ),
    "quotation marks and blanks inside a wording": ("“三公” 经费 5.65 万元。", [f"{TOTAL} executed = 5.65"]),
    "万 for 万元": (
        "其中人员经费703.55万，公用经费154.57万。",
        ["expenditure.personnel executed = 703.55", "expenditure.operating executed = 154.57"],
    ),
    "亿元 for a measure in 万元": ("年初部门预算为9.86亿元。", ["expenditure.total approved = 98600"]),
    "yuan for a measure in 万元": ("项目支出186,423.50元。", ["expenditure.project executed = 18.64235"]),
    "full-width digits and a full-width separator": ("基本支出１，８８６．３０万元。", [f"{BASIC} = 1886.3"]),
    "a blank as thousands separator": ("项目支出1 497.20万元。", ["expenditure.project executed = 1497.2"]),
    "a line break between number and unit": ("公用经费19.5\n万。", ["expenditure.operating executed = 19.5"]),
    "a remark in parentheses between word and number": (
        "政府购买服务人员（森林消防队员）18人。",
        ["staff.temporary - = 18"],
    ),
    "the nearest of two measures": (
        "基本支出中人员支出651.94万元。",
        ["expenditure.personnel executed = 651.94"],
    ),
    "the parts of a measure after its overrun of the budget": (
        "公用经费81.20万元，年初预算71.50万元，超支9.70万元。公用经费之中，主要有办公费14.30万元。",
        [
            "expenditure.operating executed = 81.2",
            "expenditure.operating approved = 71.5",
            "operating.office executed = 14.3",
        ],
    ),
    "a result against the budget and against the year before": (
        "“三公”经费预算15.00万元，执行结果较预算压减3.62万元，较上年下降12.80%。",
        [f"{TOTAL} approved = 15", f"{TOTAL} executed yoy_pct = -12.8"],
    ),
    "nothing happened is no budget of none": (
        "公务接待费预算6.00万元；因公出国（境）费未发生。",
        [f"{RECEPTION} approved = 6", "three_public.overseas executed = 0"],
    ),
    "last year's figure in brackets behind what is compared with": (
        "争取上级资金4310万元，比上年（3791万元）多519万元。",
        [
            "outcome.funds_won executed = 4310",
            "outcome.funds_won executed 2022 = 3791",
            "outcome.funds_won executed yoy_change = 519",
        ],
    ),
    "the former of two in a row": (
        "公务接待费、公务用车运行维护费分别为1.20万元、4.00万元，前者比上年减少0.30万元。",
        [
            f"{RECEPTION} executed = 1.2",
            "three_public.vehicle_operation executed = 4",
            f"{RECEPTION} executed yoy_change = -0.3",
        ],
    ),
    "a budget and its spending": (
        "“三公”经费预算为2万元，支出决算为1.16万元。",
        [f"{TOTAL} approved = 2", f"{TOTAL} executed = 1.16"],
    ),
    "the spending without a word for it": (
        "2023年“三公经费”预算为2万元，2023年“三公经费”支出为1.16万元。",
        [f"{TOTAL} approved = 2", f"{TOTAL} executed = 1.16"],
    ),
    "parts in the phase of their whole": (
        "年初预算收入1000万元，其中：财政拨款800万元；其他收入200万元。",
        [
            "revenue.total approved = 1000",
            "revenue.fiscal_appropriation approved = 800",
            "revenue.other approved = 200",
        ],
    ),
    "a list that a new sentence goes on with": (
        "年初安排预算收入100万元，其中政府性基金预算拨款0万元。其他收入5万元。",
        [
            "revenue.total approved = 100",
            "revenue.government_fund approved = 0",
            "revenue.other approved = 5",
        ],
    ),
    "a budget behind each figure": (
        "公务接待费0.57万(9批次,64人次),预算1万;公务用车运行维护费1.25万,预算1.5万。",
        [
            f"{RECEPTION} executed = 0.57",
            "three_public.reception_events executed = 9",
            "three_public.reception_visitors executed = 64",
            f"{RECEPTION} approved = 1",
            "three_public.vehicle_operation executed = 1.25",
            "three_public.vehicle_operation approved = 1.5",
        ],
    ),
    "a closing total": (
        "一般公共预算财政拨款2312.2万元、其他资金120万元，合计2432.2万元。",
        [
            "revenue.general_public_budget executed = 2312.2",
            "revenue.other executed = 120",
            "revenue.total executed = 2432.2",
        ],
    ),
    "a closed list followed by the whole's budget": (
        "年初预算支出1386.9万元，其中基本支出826.9万元，项目支出560万元；全年预算2432.2万元。",
        [
            "expenditure.total approved = 1386.9",
            "expenditure.basic approved = 826.9",
            "expenditure.project approved = 560",
            "expenditure.total adjusted = 2432.2",
        ],
    ),
    "a figure before its label": (
        "基本支出90万元，其中70万元用于人员经费，20万元用于日常公用经费。",
        [f"{BASIC} = 90", "expenditure.personnel executed = 70", "expenditure.operating executed = 20"],
    ),
    "lines of project spending": (
        "项目支出50万元。其中，信息系统维护费30万，保障运行；“阳光家园”服务20万。",
        [
            "expenditure.project executed = 50",
            "expenditure.project_item executed 信息系统维护费 = 30",
            "expenditure.project_item executed “阳光家园”服务 = 20",
        ],
    ),
    "lines that a colon opens": (
        "项目支出50万元，分别是：人民调解30万元，法律援助20万元。",
        [
            "expenditure.project executed = 50",
            "expenditure.project_item executed 人民调解 = 30",
            "expenditure.project_item executed 法律援助 = 20",
        ],
    ),
    "a line whose name holds a change word": (
        "项目支出9万元，其中殡葬费用减免9万元。",
        ["expenditure.project executed = 9", "expenditure.project_item executed 殡葬费用减免 = 9"],
    ),
    "a change against the previous year": (
        "“三公”经费5.65万元，同比减少1.66万元，减幅22.74%。",
        [
            f"{TOTAL} executed = 5.65",
            f"{TOTAL} executed yoy_change = -1.66",
            f"{TOTAL} executed yoy_pct = -22.74",
        ],
    ),
    "what a change starts from": (
        "公务接待费7.86万元，比2022年的8.62万元减少0.76万元。",
        [
            f"{RECEPTION} executed = 7.86",
            f"{RECEPTION} executed 2022 = 8.62",
            f"{RECEPTION} executed yoy_change = -0.76",
        ],
    ),
    "from one figure down to another": (
        "工业税金由上年的9.05亿元增至9.72亿元，增长7.4%。",
        [
            "outcome.industrial_tax executed 2022 = 9.05",
            "outcome.industrial_tax executed = 9.72",
            "outcome.industrial_tax executed yoy_pct = 7.4",
        ],
    ),
    "a negative growth": (
        "工业投资169.6亿元，同比负增长4.4%。",
        [
            "outcome.industrial_investment executed = 169.6",
            "outcome.industrial_investment executed yoy_pct = -4.4",
        ],
    ),
    "a growth that is the measure itself": (
        "规模工业增加值同比增长8.7%。",
        ["outcome.industrial_value_added_growth executed = 8.7"],
    ),
    "a share with its base": (
        "公用经费18万元，占基本支出的18.01％。",
        ["expenditure.operating executed = 18", "expenditure.operating executed share_pct 基本支出 = 18.01"],
    ),
    "a share in parentheses": (
        "决算支出300万元，其中：项目支出50万元（占16.88%）。",
        [
            "expenditure.total executed = 300",
            "expenditure.project executed = 50",
            "expenditure.project executed share_pct 决算支出 = 16.88",
        ],
    ),
    "years and figures in step": (
        "2021年、2022年、2023年“三公”经费支出分别为48.62、41.35、36.90万元。",
        [f"{TOTAL} executed 2021 = 48.62", f"{TOTAL} executed 2022 = 41.35", f"{TOTAL} executed = 36.9"],
    ),
    "a range of years and figures in step": (
        "2022年至2023年“三公”经费支出分别为19.86万元和17.42万元。",
        [f"{TOTAL} executed 2022 = 19.86", f"{TOTAL} executed = 17.42"],
    ),
    "measures and figures in step": (
        "政府采购3万元，货物、工程、服务分别为1、2、0万元。",
        [
            "procurement.total executed = 3",
            "procurement.goods executed = 1",
            "procurement.works executed = 2",
            "procurement.services executed = 0",
        ],
    ),
    "one zero for several": (
        "公务用车购置费、因公出国（境）费均为0万元。",
        ["three_public.vehicle_purchase executed = 0", "three_public.overseas executed = 0"],
    ),
    "a stated absence": ("我单位无政府性基金预算支出情况。", ["expenditure.government_fund executed = 0"]),
    "an absence behind a colon": (
        "国有资本经营预算支出情况：无。",
        ["expenditure.state_capital executed = 0"],
    ),
    "a cost that did not arise": ("因公出国(境)费未发生。", ["three_public.overseas executed = 0"]),
    "a stale year as written": (
        "2022年决算支出300万元，其中基本支出200万元。",
        ["expenditure.total executed 2022 = 300", "expenditure.basic executed 2022 = 200"],
    ),
    "staff and their change": (
        "年末实有人数52人，其中行政人员14人。比去年同期减少1人。",
        ["staff.on_payroll - = 52", "staff.administrative - = 14", "staff.on_payroll - yoy_change = -1"],
    ),
    "a target and what was reached": (
        "年初目标为新增规模工业企业35家，实际新增38家。",
        [
            "outcome.new_industrial_enterprises target = 35",
            "outcome.new_industrial_enterprises executed = 38",
        ],
    ),
    "enterprises behind their count": (
        "全年新增21家规模工业企业。",
        ["outcome.new_industrial_enterprises executed = 21"],
    ),
    "the share of R&D in GDP": (
        "全社会研发经费投入11.3亿元，占GDP比重约为3.14%。",
        ["outcome.rd_spending executed = 11.3", "outcome.rd_share_gdp executed = 3.14"],
    ),
    "funds won from above": ("全年争取中央和省级救灾资金1,020万元。", ["outcome.funds_won executed = 1020"]),
    "posts by kind are no people": (
        "编制部门核定编制186名，其中行政编制142名，事业编制44名，年末在职178人。",
        ["staff.authorized - = 186", "staff.on_payroll - = 178"],
    ),
    "one figure for budget and spending": (
        "因公出国（境）费预决算均为0万元。",
        ["three_public.overseas approved = 0", "three_public.overseas executed = 0"],
    ),
    "changes respectively, with their rates behind": (
        "人员经费80万元，公用经费20万元，分别比上年增加5万元和减少1万元，增长6.67%和下降4.76%。",
        [
            "expenditure.personnel executed = 80",
            "expenditure.operating executed = 20",
            "expenditure.personnel executed yoy_change = 5",
            "expenditure.operating executed yoy_change = -1",
            "expenditure.personnel executed yoy_pct = 6.67",
            "expenditure.operating executed yoy_pct = -4.76",
        ],
    ),
    "a count whose own list names fewer in post is not the count of those in post": (
        "全局干部职工共计68人，其中在职42人，退休26人。",
        ["staff.on_payroll - = 42", "staff.retired - = 26"],
    ),
    "a faint word right behind a measure leaves it the subject of the change": (
        "“三公”经费决算支出比上年决算减少1.23万元。",
        [f"{TOTAL} executed yoy_change = -1.23"],
    ),
    "a round mark that was passed before the figure itself": (
        "规模工业总产值突破340亿元大关，达348.62亿元。",
        ["outcome.industrial_output executed = 348.62"],
    ),
    "a rate named in parentheses": (
        "编制使用率（在职人员控制率）为97.74%。",
        ["staff.control_rate - = 97.74"],
    ),
    "a new sentence's adjusted budget is the whole's after both sides were named": (
        "年初部门预算收支均为286万元，其中基本支出198万元、项目支出88万元。执行中调增56万元，调整后预算为342万元。",
        [
            "revenue.total approved = 286",
            "expenditure.total approved = 286",
            "expenditure.basic approved = 198",
            "expenditure.project approved = 88",
            "expenditure.total adjusted = 342",
        ],
    ),
    "years that follow each other leave the growth to the last": (
        "“三公”经费2022年17.2万元，2023年15.6万元，同比下降9.3%。",
        [f"{TOTAL} executed 2022 = 17.2", f"{TOTAL} executed = 15.6", f"{TOTAL} executed yoy_pct = -9.3"],
    ),
    "posts of one kind behind 核定, people behind 实有": (
        "核定行政编制23名，事业编制60名，实有在编人员81人，其中行政22人、事业59人。",
        [
            "staff.on_payroll - = 81",
            "staff.administrative - = 22",
            "staff.public_institution - = 59",
        ],
    ),
    "zeros said as 为零": (
        "政府性基金预算收入为零，支出为零。",
        ["revenue.government_fund executed = 0", "expenditure.government_fund executed = 0"],
    ),
    "a label whose family was named earlier in the sentence": (
        "实施政府采购项目12个，采购预算金额356万元，实际采购金额338.6万元。",
        ["procurement.total approved = 356", "procurement.total executed = 338.6"],
    ),
    "what the treasury approved for us": (
        "县财政年初批复我局预算1856.32万元，全年预算合计2394.78万元。",
        ["expenditure.total approved = 1856.32", "expenditure.total adjusted = 2394.78"],
    ),
    "what a measure pays for takes its place neither before the figure": (
        "公用经费主要包括办公费、水电费、公务接待费等，全年支出156.8万元。",
        ["expenditure.operating executed = 156.8"],
    ),
    "nor right at it": (
        "基本支出：用于在职人员工资、办公费、水电费等支出856.3万元。",
        ["expenditure.basic executed = 856.3"],
    ),
    "a list measure with a colon and its own figure": (
        "基本支出：856.3万元，主要用于办公费、公务接待费等。项目支出：100万元。",
        ["expenditure.basic executed = 856.3", "expenditure.project executed = 100"],
    ),
    "a score as the result of the self-evaluation": (
        "本次自评结果为93分，将作为改进预算管理的依据。",
        ["score.total - = 93"],
    ),
    "retired staff by another name": (
        "在职干部职工44人，退休干部职工38人。",
        ["staff.on_payroll - = 44", "staff.retired - = 38"],
    ),
    "changes respectively, of measures named before 分别": (
        "基本支出、项目支出分别比上年增加80.5万元和75.2万元。",
        [
            "expenditure.basic executed yoy_change = 80.5",
            "expenditure.project executed yoy_change = 75.2",
        ],
    ),
    "shares in step": (
        "人员经费、公用经费分别为80万元、20万元，分别占基本支出的80%和20%。",
        [
            "expenditure.personnel executed = 80",
            "expenditure.operating executed = 20",
            "expenditure.personnel executed share_pct 基本支出 = 80",
            "expenditure.operating executed share_pct 基本支出 = 20",
        ],
    ),
    "numbered lines": (
        "项目支出80万元，主要用于：一是创新专项50万元；二是业务经费30万元。",
        [
            "expenditure.project executed = 80",
            "expenditure.project_item executed 创新专项 = 50",
            "expenditure.project_item executed 业务经费 = 30",
        ],
    ),
    "lines with their figures in parentheses": (
        "项目支出80万元，具体项目有：医疗救助配套（50万元）、经办服务（30万元）。",
        [
            "expenditure.project executed = 80",
            "expenditure.project_item executed 医疗救助配套 = 50",
            "expenditure.project_item executed 经办服务 = 30",
        ],
    ),
    "a fund's revenue and its spending": (
        "政府性基金预算财政拨款收入50万元，支出40万元。",
        ["revenue.government_fund executed = 50", "expenditure.government_fund executed = 40"],
    ),
    "new ones and their total": (
        "净增规模工业企业12家，总数达到168家。",
        ["outcome.new_industrial_enterprises executed = 12", "outcome.industrial_enterprises executed = 168"],
    ),
    "what the previous year was": (
        "全年支出471.3万元，上年为391.5万元，增加79.8万元。",
        [
            "expenditure.total executed = 471.3",
            "expenditure.total executed 2022 = 391.5",
            "expenditure.total executed yoy_change = 79.8",
        ],
    ),
    "a title that sets the phase": (
        "1、年初预算。我局收入980万元。",
        ["revenue.total approved = 980"],
    ),
    "the bureau's own score": ("我局部门整体支出绩效自评得97分。", ["score.total - = 97"]),
    "earlier figures of two sides in one comparison": (
        "收、支分别比2022年的90万元、80万元增长8.1%、7.5%。",
        [
            "revenue.total executed 2022 = 90",
            "expenditure.total executed 2022 = 80",
            "revenue.total executed yoy_pct = 8.1",
            "expenditure.total executed yoy_pct = 7.5",
        ],
    ),
    "a year right behind 同比 is compared with": (
        "支出总额同比2022年下降3.26%。",
        ["expenditure.total executed yoy_pct = -3.26"],
    ),
    "two shares in a row follow two figures in a row": (
        "人员经费与公用经费分别为7.4万元和1.6万元，占基本支出的82.2%和17.8%。",
        [
            "expenditure.personnel executed = 7.4",
            "expenditure.operating executed = 1.6",
            "expenditure.personnel executed share_pct 基本支出 = 82.2",
            "expenditure.operating executed share_pct 基本支出 = 17.8",
        ],
    ),
    "what was spent on guests that were counted": (
        "全年接待来客98批次812人，支出6.18万元。",
        [
            "three_public.reception_events executed = 98",
            "three_public.reception_visitors executed = 812",
            "three_public.reception executed = 6.18",
        ],
    ),
    "vehicles bought and vehicles run": (
        "公务用车购置及运行维护费51万元（购置执法执勤车8辆16万元，14辆执法执勤车运行维护35万元）。",
        [
            "three_public.vehicle executed = 51",
            "three_public.vehicle_purchase executed = 16",
            "three_public.vehicle_operation executed = 35",
        ],
    ),
    "a target that stands before its own name": (
        "新增规模工业企业32家，比30家的年度目标多2家。",
        [
            "outcome.new_industrial_enterprises executed = 32",
            "outcome.new_industrial_enterprises target = 30",
        ],
    ),
    "net additions and the number reached": (
        "高新技术企业净增9家，达到61家。",
        ["outcome.new_hightech_enterprises executed = 9", "outcome.hightech_enterprises executed = 61"],
    ),
    "named funds in a row with their sum": (
        "全年争取中央预算内投资0.92亿元、省级补助资金3415万元，合计12615万元。",
        [
            "outcome.funds_won executed 中央预算内投资 = 9200",
            "outcome.funds_won executed 省级补助资金 = 3415",
            "outcome.funds_won executed = 12615",
        ],
    ),
    "points of the parts, and their sum": (
        "投入类得15分、过程类得28.5分、产出类得51分，合计94.5分。",
        ["score.total - = 94.5"],
    ),
    "a share that stands before its part": (
        "基本支出60万元，80%为人员经费，20%为日常公用经费。",
        [
            "expenditure.basic executed = 60",
            "expenditure.personnel executed share_pct 基本支出 = 80",
            "expenditure.operating executed share_pct 基本支出 = 20",
        ],
    ),
    "a terse change whose rate has no word of its own": (
        "总收入68万元，比上年60万元增8万元，13.33%。",
        [
            "revenue.total executed = 68",
            "revenue.total executed 2022 = 60",
            "revenue.total executed yoy_change = 8",
            "revenue.total executed yoy_pct = 13.33",
        ],
    ),
    "a circled list without punctuation and with its unit ahead": (
        "项目支出42万，占62.97%.明细(万元):①生态护林员补助13.00②公益林补偿29.00",
        [
            "expenditure.project executed = 42",
            "expenditure.project executed share_pct 支出合计 = 62.97",
            "expenditure.project_item executed 生态护林员补助 = 13",
            "expenditure.project_item executed 公益林补偿 = 29",
        ],
    ),
    "parts called by one word": (
        "年初预算31.5万.其中基本23.1万,项目8.4万.",
        [
            "expenditure.total approved = 31.5",
            "expenditure.basic approved = 23.1",
            "expenditure.project approved = 8.4",
        ],
    ),
    "one figure and one share for each of two parts": (
        "政府采购186.5万元，其中货物、服务均为93.25万元，各占50%。",
        [
            "procurement.total executed = 186.5",
            "procurement.goods executed = 93.25",
            "procurement.services executed = 93.25",
            "procurement.goods executed share_pct 政府采购 = 50",
            "procurement.services executed share_pct 政府采购 = 50",
        ],
    ),
    "an earlier figure that this year's equals": (
        "公务用车运行维护费5.50万元，与2022年的5.50万元持平。",
        [
            "three_public.vehicle_operation executed = 5.5",
            "three_public.vehicle_operation executed 2022 = 5.5",
        ],
    ),
    "a title and its numbered lines in one paragraph": (
        "(三)项目支出明细.1)城乡低保资金41万;2)临时救助3万。",
        [
            "expenditure.project_item executed 城乡低保资金 = 41",
            "expenditure.project_item executed 临时救助 = 3",
        ],
    ),
    "funds shortened before the one that says 支出": (
        "国有资本经营预算、社会保险基金预算支出为零。",
        ["expenditure.social_insurance executed = 0", "expenditure.state_capital executed = 0"],
    ),
    "shares of the parts that have just been named": (
        "“三公”经费支出20万元，其中公务接待费8万元，公务用车运行维护费12万元，分别占40%、60%。",
        [
            f"{TOTAL} executed = 20",
            "three_public.reception executed = 8",
            "three_public.vehicle_operation executed = 12",
            "three_public.reception executed share_pct “三公”经费支出 = 40",
            "three_public.vehicle_operation executed share_pct “三公”经费支出 = 60",
        ],
    ),
    "the full year's budget that spending is compared with": (
        "全年实际支出32万元，较全年预算33万元节余1万元。",
        ["expenditure.total executed = 32", "expenditure.total adjusted = 33"],
    ),
    "last year's figure behind this year's budget": (
        "“三公”经费年初预算6万元，实际支出4.8万元，上年为5.2万元，其中：公务接待费4.8万元。",
        [
            f"{TOTAL} approved = 6",
            f"{TOTAL} executed = 4.8",
            f"{TOTAL} executed 2022 = 5.2",
            "three_public.reception executed = 4.8",
        ],
    ),
    "shares of the base's own parts": (
        "人员经费90万元（对个人和家庭的补助8万元），公用经费10万元，两项分别占基本支出的90%、10%。",
        [
            "expenditure.personnel executed = 90",
            "expenditure.household_subsidy executed = 8",
            "expenditure.operating executed = 10",
            "expenditure.personnel executed share_pct 基本支出 = 90",
            "expenditure.operating executed share_pct 基本支出 = 10",
        ],
    ),
    "a title that ends in a point and a figure that opens the sentence": (
        "2.5 项目支出.353.7万元项目资金全部专款专用,其中:人民调解96.8万元;社区矫正78.5万元.",
        [
            "expenditure.project executed = 353.7",
            "expenditure.project_item executed 人民调解 = 96.8",
            "expenditure.project_item executed 社区矫正 = 78.5",
        ],
    ),
    "people engaged for a task": ("另聘用窗口协理员16人。", ["staff.temporary - = 16"]),
    "the budget after what was added": (
        "执行中追加后全年预算3,590.24万元，实际支出0.356亿元。",
        ["expenditure.total adjusted = 3590.24", "expenditure.total executed = 3560"],
    ),
    "earlier years of a part behind semicolons": (
        "公务用车购置及运行维护费.2023年支出29.82万元,实有8台;2022年支出31.60万元;2021年支出47.50万元.",
        [
            "three_public.vehicle executed = 29.82",
            "three_public.vehicle executed 2022 = 31.6",
            "three_public.vehicle executed 2021 = 47.5",
        ],
    ),
    "a change between two earlier years": (
        "2021年、2022年、2023年三公经费决算分别为68.96万元、47.92万元、43.15万元。其中2022年比2021年减少21.04万元，下降30.51%。",
        [
            f"{TOTAL} executed 2021 = 68.96",
            f"{TOTAL} executed 2022 = 47.92",
            f"{TOTAL} executed = 43.15",
            f"{TOTAL} executed yoy_change 2022 = -21.04",
            f"{TOTAL} executed yoy_pct 2022 = -30.51",
        ],
    ),
    "parts of the spending behind a remark on the budget": (
        "三公经费支出4.36万元；预算6万元，未超预算。其中公务接待费2.88万元。",
        [f"{TOTAL} executed = 4.36", f"{TOTAL} approved = 6", "three_public.reception executed = 2.88"],
    ),
    "spending that names the budget's parts again": (
        "年初预算支出1051.6万元，其中基本支出791.6万元，项目支出260万元。全年基本支出数为896.54万元。",
        [
            "expenditure.total approved = 1051.6",
            "expenditure.basic approved = 791.6",
            "expenditure.project approved = 260",
            "expenditure.basic executed = 896.54",
        ],
    ),
    "staff of an earlier date in the next sentence": (
        "截至2022年12月31日，实有在职人员91人。另有退休87人。",
        ["staff.on_payroll - 2022 = 91", "staff.retired - 2022 = 87"],
    ),
    "a base that is said to be all": (
        "基本支出30万元，占全部支出的60%；项目支出20万元，占40%。",
        [
            "expenditure.basic executed = 30",
            "expenditure.basic executed share_pct 全部支出 = 60",
            "expenditure.project executed = 20",
            "expenditure.project executed share_pct 支出合计 = 40",
        ],
    ),
    "circled numerals before sentences": (
        "⑴ 人员。核定编制142名，年末实有在职138人。",
        ["staff.authorized - = 142", "staff.on_payroll - = 138"],
    ),
    "what an execution rate is made of, and its points": (
        "3.预算执行率，满分10分。实际支出2840.12万元，全年预算2893.64万元，执行率98.15％，得9.8分。",
        [
            "expenditure.total executed = 2840.12",
            "expenditure.total adjusted = 2893.64",
            "execution.rate - = 98.15",
            "execution.score - = 9.8",
        ],
    ),
    "points that are summed up": ("以上四类合计97分。", ["score.total - = 97"]),
    "lines that all end in 支出": (
        "项目支出718.50万元，其中：示范工程支出400.00万元，粮食储备补贴支出318.50万元。",
        [
            "expenditure.project executed = 718.5",
            "expenditure.project_item executed 示范工程支出 = 400",
            "expenditure.project_item executed 粮食储备补贴支出 = 318.5",
        ],
    ),
    "a change whose year comes right before 同比": (
        "2022年三公经费决算数为35.62万元，2023年同比减少4.16万元，下降11.68%。",
        [
            f"{TOTAL} executed 2022 = 35.62",
            f"{TOTAL} executed yoy_change = -4.16",
            f"{TOTAL} executed yoy_pct = -11.68",
        ],
    ),
    "figures that stand before their measures in a row": (
        "398.74万元和53.44万元分别为人员经费和公用经费，占基本支出的比重为88.18%、11.82%。",
        [
            "expenditure.personnel executed = 398.74",
            "expenditure.operating executed = 53.44",
            "expenditure.personnel executed share_pct 基本支出 = 88.18",
            "expenditure.operating executed share_pct 基本支出 = 11.82",
        ],
    ),
    "an amount that is 列支 for its measure": (
        "基本支出中，989.58万元列支人员经费，136.90万元列支公用经费。",
        ["expenditure.personnel executed = 989.58", "expenditure.operating executed = 136.9"],
    ),
    "what was spent in the year, and on the year before": (
        "当年实支1118.94万元，预算执行率98.46%。较之2022年1052.35万元，开支增加66.59万元，增长6.33%。",
        [
            "expenditure.total executed = 1118.94",
            "execution.rate - = 98.46",
            "expenditure.total executed 2022 = 1052.35",
            "expenditure.total executed yoy_change = 66.59",
            "expenditure.total executed yoy_pct = 6.33",
        ],
    ),
    "lines that open with a dash": (
        "项目支出28.56万元，具体是：——普查列支20.00万元，占项目支出70.03%——记账补贴列支8.56万元。",
        [
            "expenditure.project executed = 28.56",
            "expenditure.project_item executed 普查 = 20",
            "expenditure.project_item executed share_pct 普查 = 70.03",
            "expenditure.project_item executed 记账补贴 = 8.56",
        ],
    ),
    "named lines at once behind their total": (
        "全年项目支出4488.78万元,制造强省专项1650万、企业研发财政奖补932.4万、社会化管理68万,均按规定拨付。",
        [
            "expenditure.project executed = 4488.78",
            "expenditure.project_item executed 制造强省专项 = 1650",
            "expenditure.project_item executed 企业研发财政奖补 = 932.4",
            "expenditure.project_item executed 社会化管理 = 68",
        ],
    ),
    "circled lines in a sentence of their own": (
        "项目支出202.18万元，占总支出33.45%。①政府投资项目审计96.48万元；②审计信息化42.70万元。",
        [
            "expenditure.project executed = 202.18",
            "expenditure.project executed share_pct 总支出 = 33.45",
            "expenditure.project_item executed 政府投资项目审计 = 96.48",
            "expenditure.project_item executed 审计信息化 = 42.7",
        ],
    ),
    "a span of years before the comma": (
        "2021至2023年,我局三公经费支出依次为15.36万元、13.85万元、12.40万元。",
        [f"{TOTAL} executed 2021 = 15.36", f"{TOTAL} executed 2022 = 13.85", f"{TOTAL} executed = 12.4"],
    ),
    "a change of the spending behind its budget": (
        "三公经费年初预算5.00万元，实际支出比上年减少0.52万元，下降10.88%。",
        [
            f"{TOTAL} approved = 5",
            f"{TOTAL} executed yoy_change = -0.52",
            f"{TOTAL} executed yoy_pct = -10.88",
        ],
    ),
    "posts of one kind are all posts where staff in post follow and no other kind is named": (
        "内设8个部室。核定事业编制68名，年末在职70人；聘用编外记者、播音员23人。",
        ["staff.authorized - = 68", "staff.on_payroll - = 70", "staff.temporary - = 23"],
    ),
    "staff under the civil-service law in public institutions": (
        "实有在职人员15人（行政9人，参公事业6人）。",
        ["staff.on_payroll - = 15", "staff.administrative - = 9", "staff.public_institution - = 6"],
    ),
    "parts behind 分别为 have the stage of the figure that they divide": (
        "政府采购预算160万，实际采购156.42万，分别为工程92.00万、货物64.42万。",
        [
            "procurement.total approved = 160",
            "procurement.total executed = 156.42",
            "procurement.works executed = 92",
            "procurement.goods executed = 64.42",
        ],
    ),
    "a word of change inside a line's name": (
        "项目支出4,285万元，具体为：农村饮水安全巩固提升工程2,865.00万元，小型水库除险加固1,420.00万元。",
        [
            "expenditure.project executed = 4285",
            "expenditure.project_item executed 农村饮水安全巩固提升工程 = 2865",
            "expenditure.project_item executed 小型水库除险加固 = 1420",
        ],
    ),
    "what was bought stands between the verb and the amount": (
        "全年采购办公设备和视频系统共7.4万元。",
        ["procurement.total executed = 7.4"],
    ),
    "the budget that a rate is of, and the rate": (
        "全年支出8,712.60万，占调整预算8,965.40万的97.18%。",
        [
            "expenditure.total executed = 8712.6",
            "expenditure.total adjusted = 8965.4",
            "execution.rate - = 97.18",
        ],
    ),
    "posts of two kinds summed up": (
        "政法专项编制和事业编制合计486名（政法专项编制452名，事业编制34名）。",
        ["staff.authorized - = 486"],
    ),
    "budget totals beside what is left at the end of the year": (
        "部门预算总收入16.85亿元，总支出16.70亿元，年末结转和结余1,500万元。",
        ["revenue.total executed = 168500", "expenditure.total executed = 167000"],
    ),
    "a share of what was spent": (
        "基本支出3,164.28万元，占实际支出的34.07%。",
        [f"{BASIC} = 3164.28", f"{BASIC} share_pct 实际支出 = 34.07"],
    ),
    "research against GDP with the GDP between": (
        "全社会研发经费投入5.93亿元，占全县生产总值289.2亿元的2.05%。",
        ["outcome.rd_spending executed = 5.93", "outcome.rd_share_gdp executed = 2.05"],
    ),
    "more than last year's amount": (
        "决算总收入2486万元，比上年的2251万元多235万元，增长10.44%。",
        [
            "revenue.total executed = 2486",
            "revenue.total executed 2022 = 2251",
            "revenue.total executed yoy_change = 235",
            "revenue.total executed yoy_pct = 10.44",
        ],
    ),
    "details behind what is left go on with what was spent": (
        "全年预算数2486万元，全年实际支出2452万元，年末结转34万元。具体是：（一）基本支出1126万元。",
        ["expenditure.total adjusted = 2486", "expenditure.total executed = 2452", f"{BASIC} = 1126"],
    ),
    "posts of a town": (
        "县编办核定我镇编制68名，在职干部职工71人。",
        ["staff.authorized - = 68", "staff.on_payroll - = 71"],
    ),
    "staff of a school": (
        "核定事业编制186人，实有在职教职工178人；外聘教师24人。",
        ["staff.authorized - = 186", "staff.on_payroll - = 178", "staff.temporary - = 24"],
    ),
    "two parts summed up are their common whole": (
        "人员经费80万元、公用经费20万元，两项合计100万元。",
        ["expenditure.personnel executed = 80", "expenditure.operating executed = 20", f"{BASIC} = 100"],
    ),
    "a change with a year of its own behind the year before": (
        "2022年全局各项收入为3862万元，2023年增加338万元、增长8.75%，达到4200万元。",
        [
            "revenue.total executed 2022 = 3862",
            "revenue.total executed yoy_change = 338",
            "revenue.total executed yoy_pct = 8.75",
            "revenue.total executed = 4200",
        ],
    ),
    "what was spent in a row, with its sum, behind a budget": (
        "政府采购预算330万元，实际采购货物128万元、服务88万元、工程96万元，总计312万元。",
        [
            "procurement.total approved = 330",
            "procurement.goods executed = 128",
            "procurement.services executed = 88",
            "procurement.works executed = 96",
            "procurement.total executed = 312",
        ],
    ),
    "a day without a year dates nothing": (
        "年初预算支出2380万元，全年可用指标为4200万元。至12月31日实际列支4092万元，余108万元结转下年。",
        [
            "expenditure.total approved = 2380",
            "expenditure.total adjusted = 4200",
            "expenditure.total executed = 4092",
        ],
    ),
    "new ones and the number reached at the end of the year": (
        "新增规模以上工业企业21家，期末达到186家。",
        ["outcome.new_industrial_enterprises executed = 21", "outcome.industrial_enterprises executed = 186"],
    ),
    "共 before the sum of the last figures": (
        "公务接待费9.45万元、公务用车运行费14.30万元，共23.75万元，下降22.44%。",
        [
            f"{RECEPTION} executed = 9.45",
            f"{TOTAL.removesuffix('total')}vehicle_operation executed = 14.3",
            f"{TOTAL} executed = 23.75",
            f"{TOTAL} executed yoy_pct = -22.44",
        ],
    ),
    "posts of one kind without the word 核定": (
        "全额事业编制27名，实有工作人员26名。",
        ["staff.authorized - = 27", "staff.on_payroll - = 26"],
    ),
    "from one amount to another with 降为": (
        "2022年“三公”经费为6.75万元，2023年降为5.42万元。",
        [f"{TOTAL} executed 2022 = 6.75", f"{TOTAL} executed = 5.42"],
    ),
    "tasks behind a colon": (
        "年初下达我局的主要任务是：新建5G基站200个以上；新认定高新技术企业20家以上。全年新建5G基站210个。",
        [
            "outcome.base_stations_5g_new target = 200",
            "outcome.new_hightech_enterprises target = 20",
            "outcome.base_stations_5g_new executed = 210",
        ],
    ),
    "the target of a rate behind its result": (
        "规模工业增加值增速4.6%，低于年初7%的预期。",
        [
            "outcome.industrial_value_added_growth executed = 4.6",
            "outcome.industrial_value_added_growth target = 7",
        ],
    ),
    "purchases summed with one of their kinds": (
        "政府采购。全年采购办公设备及服务共计42.86万元，其中货物28.66万元，服务14.20万元。",
        [
            "procurement.total executed = 42.86",
            "procurement.goods executed = 28.66",
            "procurement.services executed = 14.2",
        ],
    ),
    "a line's name with brackets of its own": (
        "项目支出150万元，其中：农村建设100万元；标准厂房管网（政府性基金）50万元。",
        [
            "expenditure.project executed = 150",
            "expenditure.project_item executed 农村建设 = 100",
            "expenditure.project_item executed 标准厂房管网（政府性基金） = 50",
        ],
    ),
    "what the money of a line is for": (
        "项目支出509万元，其中用于残疾人康复救助的资金146.85万元。",
        [
            "expenditure.project executed = 509",
            "expenditure.project_item executed 残疾人康复救助 = 146.85",
        ],
    ),
    "figures before their names in a row": (
        "年初支出预算1126.8万元，其中742.3万元用于基本支出、384.5万元用于项目支出。",
        [
            "expenditure.total approved = 1126.8",
            "expenditure.basic approved = 742.3",
            "expenditure.project approved = 384.5",
        ],
    ),
    "people before what they are, and the rest of them": (
        "年末在岗145人，96人为行政人员，剩余49人为事业人员。",
        ["staff.on_payroll - = 145", "staff.administrative - = 96", "staff.public_institution - = 49"],
    ),
    "posts behind their count": (
        "机构编制部门批给我们38个编制。",
        ["staff.authorized - = 38"],
    ),
    "this year's figure, last year's, and the change between them": (
        "2023年收入2873.46万元，而2022年收入为2980.49万元，减少107.03万元，下降3.59%。",
        [
            "revenue.total executed = 2873.46",
            "revenue.total executed 2022 = 2980.49",
            "revenue.total executed yoy_change = -107.03",
            "revenue.total executed yoy_pct = -3.59",
        ],
    ),
    "a budget of the whole behind those of its parts": (
        "支出预算4.2亿元，其中基本支出1.8亿元、项目支出2.4亿元；年中作了调整，全年预算支出45000万元。",
        [
            "expenditure.total approved = 42000",
            "expenditure.basic approved = 18000",
            "expenditure.project approved = 24000",
            "expenditure.total adjusted = 45000",
        ],
    ),
    "a change behind its reason": (
        "规模工业利润8.36亿元，受价格波动影响同比下降3.1%。",
        ["outcome.industrial_profit executed = 8.36", "outcome.industrial_profit executed yoy_pct = -3.1"],
    ),
    "an approval before wording that only says the year": (
        "县财政批复我局全年支出2486万元。",
        ["expenditure.total approved = 2486"],
    ),
    "years in a row kept for the next stage": (
        "2022年、2023年三公经费预算分别为8万元、6万元，决算分别为7.47万元、4.88万元。",
        [
            f"{TOTAL} approved 2022 = 8",
            f"{TOTAL} approved = 6",
            f"{TOTAL} executed 2022 = 7.47",
            f"{TOTAL} executed = 4.88",
        ],
    ),
    "years in brackets behind their figures": (
        "“三公”经费决算分别为16.8万元（2021年）、13.4万元（2022年）、11.3万元（2023年）。",
        [f"{TOTAL} executed 2021 = 16.8", f"{TOTAL} executed 2022 = 13.4", f"{TOTAL} executed = 11.3"],
    ),
    "shares whose base comes before 分别": (
        "基本支出和项目支出占总支出的比重分别为37.98%和62.02%。",
        [
            f"{BASIC} share_pct 总支出 = 37.98",
            "expenditure.project executed share_pct 总支出 = 62.02",
        ],
    ),
    "two zeros in a word": (
        "公车购置费和出国费均为零。",
        ["three_public.vehicle_purchase executed = 0", "three_public.overseas executed = 0"],
    ),
    "parts of a whole that is named before them": (
        "全年支出中3826.1万元属对企业补助，512.4万元属商品和服务支出。",
        ["expenditure.enterprise_subsidy executed = 3826.1", "expenditure.goods_services executed = 512.4"],
    ),
    "parts of this year behind last year's figure": (
        "基本支出决算1138.6万元；2022年基本支出为1175.2万元。其中：人员经费989.4万元，公用经费149.2万元。",
        [
            f"{BASIC} = 1138.6",
            f"{BASIC} 2022 = 1175.2",
            "expenditure.personnel executed = 989.4",
            "expenditure.operating executed = 149.2",
        ],
    ),
    "a budget that was changed to another stage": (
        "收支预算由年初批复的1846.5万元调整为全年的5327.9万元。",
        [
            "revenue.total approved = 1846.5",
            "expenditure.total approved = 1846.5",
            "revenue.total adjusted = 5327.9",
            "expenditure.total adjusted = 5327.9",
        ],
    ),
    "lines that go on behind lines with remarks": (
        "项目支出1000万元。具体为：业务经费156万元，用于工业运行调度；制造业专项586万元，中小企业专项100万元，创新专项158万元。",
        [
            "expenditure.project executed = 1000",
            "expenditure.project_item executed 业务经费 = 156",
            "expenditure.project_item executed 制造业专项 = 586",
            "expenditure.project_item executed 中小企业专项 = 100",
            "expenditure.project_item executed 创新专项 = 158",
        ],
    ),
    "what was planned and what was done": (
        "年初计划新增规模工业企业45家，全年实际新增52家，年末规模工业企业总数486家。",
        [
            "outcome.new_industrial_enterprises target = 45",
            "outcome.new_industrial_enterprises executed = 52",
            "outcome.industrial_enterprises executed = 486",
        ],
    ),
    "a vehicle's spending behind guests in brackets": (
        "公务接待费支出4.01万元（国内公务接待82批、655人次），公务用车运行维护费支出1.86万元。",
        [
            "three_public.reception executed = 4.01",
            "three_public.reception_events executed = 82",
            "three_public.reception_visitors executed = 655",
            "three_public.vehicle_operation executed = 1.86",
        ],
    ),
    "an adjusted total behind its parts": (
        "年初预算785.20万元，其中基本支出465.20万元、项目支出320.00万元；执行中调整为1482.36万元。",
        [
            "expenditure.total approved = 785.2",
            "expenditure.basic approved = 465.2",
            "expenditure.project approved = 320",
            "expenditure.total adjusted = 1482.36",
        ],
    ),
    "a budget whose parts stand in brackets": (
        "收支总体情况。年初预算892.60万元（基本支出548.60万元，项目支出344.00万元）。",
        [
            "expenditure.total approved = 892.6",
            "expenditure.basic approved = 548.6",
            "expenditure.project approved = 344",
        ],
    ),
    "research against the whole county's product in brackets": (
        "全社会研发经费投入0.98亿元，占全县GDP（64.5亿元）的1.52%。",
        ["outcome.rd_spending executed = 0.98", "outcome.rd_share_gdp executed = 1.52"],
    ),
    "several lines named at once, and the lines behind them": (
        "项目支出850万元，其中技改补助、科技奖励、园区建设三个专项分别为300万元、250万元、200万元；人才引进100万元。",
        [
            "expenditure.project executed = 850",
            "expenditure.project_item executed 技改补助 = 300",
            "expenditure.project_item executed 科技奖励 = 250",
            "expenditure.project_item executed 园区建设 = 200",
            "expenditure.project_item executed 人才引进 = 100",
        ],
    ),
    "money by where it went": (
        "项目支出497.60万元，去向是：①312.60万元投向公共文化场馆；②185.00万元投向农村电影放映。",
        [
            "expenditure.project executed = 497.6",
            "expenditure.project_item executed 公共文化场馆 = 312.6",
            "expenditure.project_item executed 农村电影放映 = 185",
        ],
    ),
    "kinds of purchases and their sum behind colons": (
        "政府采购情况：工程：2610.00万元，货物：图书、音响，86.30万元；合计：2696.30万元。",
        [
            "procurement.works executed = 2610",
            "procurement.goods executed = 86.3",
            "procurement.total executed = 2696.3",
        ],
    ),
    "parts that stand behind their amounts": (
        "基本支出1438.56万元。内有1279.34万元人员经费和159.22万元公用经费。",
        [
            "expenditure.basic executed = 1438.56",
            "expenditure.personnel executed = 1279.34",
            "expenditure.operating executed = 159.22",
        ],
    ),
    "posts before their name and staff hired outside": (
        "24个编制中实际在岗23人，另有聘用协管员和环卫工人412人。",
        ["staff.authorized - = 24", "staff.on_payroll - = 23", "staff.temporary - = 412"],
    ),
    "the year's budget behind the changes of the totals": (
        "支出比上年增加1588.06万元，增长17.23%。全年预算10865.92万元，执行率99.42%。",
        [
            "expenditure.total executed yoy_change = 1588.06",
            "expenditure.total executed yoy_pct = 17.23",
            "expenditure.total adjusted = 10865.92",
            "execution.rate - = 99.42",
        ],
    ),
    "last year behind a budget that was not used up": (
        "“三公”经费3.42万元，比预算5.2万元少1.78万元，比上年3.86万元下降11.4%。",
        [
            "three_public.total executed = 3.42",
            "three_public.total approved = 5.2",
            "three_public.total executed 2022 = 3.86",
            "three_public.total executed yoy_pct = -11.4",
        ],
    ),
    "the points of the execution": (
        "自评得分95.86分，其中预算执行率得9.86分。",
        ["score.total - = 95.86", "execution.score - = 9.86"],
    ),
    "what a formula comes to": (
        "在职人员控制率=（在职人员数÷编制数）×100%=（44÷46）×100%=95.65%。",
        ["staff.control_rate - = 95.65"],
    ),
    "this year's change behind last year's figure": (
        "2022年的“三公”经费是61.80万元，今年因为两台老旧车辆报废停驶，减少8.54万元，下降13.82%。",
        [
            "three_public.total executed 2022 = 61.8",
            "three_public.total executed yoy_change = -8.54",
            "three_public.total executed yoy_pct = -13.82",
        ],
    ),
}

NEAR_MISSES = {
    "the county's revenue beside its product": ("全县地区生产总值98.2亿元，一般公共预算收入5.06亿元。", []),
    "an amount that a rule names": ("财务管理办法执行良好，支出3000元以上须集体研究。", []),
    "people who came and went": (
        "年末实有44人，比上年末减少1人（退休2人、新录用1人）。",
        ["staff.on_payroll - = 44", "staff.on_payroll - yoy_change = -1"],
    ),
    "contracts given to small firms": (
        "政府采购支出98.46万元。授予中小企业的合同金额86.2万元。",
        ["procurement.total executed = 98.46"],
    ),
    "all that was ever built": (
        "全年新建5G基站92个，累计建成5G基站521个。",
        ["outcome.base_stations_5g_new executed = 92"],
    ),
    "the sum of some lines of a stated total": (
        "项目支出1000万元，其中甲工程300万元、乙工程200万元、丙工程100万元，以上三项合计600万元。",
        [
            "expenditure.project executed = 1000",
            "expenditure.project_item executed 甲工程 = 300",
            "expenditure.project_item executed 乙工程 = 200",
            "expenditure.project_item executed 丙工程 = 100",
        ],
    ),
    "what was carried over": (
        "支出合计2815.99万元，57.47万元结转到2024年。",
        ["expenditure.total executed = 2815.99"],
    ),
    "changes between earlier years stay theirs": (
        "2022年收入90万元，增长12.5%，2023年收入100万元，增长11.1%。",
        [
            "revenue.total executed 2022 = 90",
            "revenue.total executed yoy_pct 2022 = 12.5",
            "revenue.total executed = 100",
            "revenue.total executed yoy_pct = 11.1",
        ],
    ),
    "other people's retired": ("全年移交退休人员412人。", []),
    "tasks that were carried out": (
        "全面完成年度目标任务：新建5G基站200个。",
        ["outcome.base_stations_5g_new executed = 200"],
    ),
    "how much of a target was met": (
        "研发经费占GDP比重1.8%，完成目标的81.82%。",
        ["outcome.rd_share_gdp executed = 1.8"],
    ),
    "services alone": (
        "政府采购。全年采购印刷服务共计14.20万元。",
        ["procurement.services executed = 14.2"],
    ),
    "共 before another amount than the sum": (
        "公务接待费9.45万元、公务用车运行费14.30万元，共12万元。",
        [f"{RECEPTION} executed = 9.45", "three_public.vehicle_operation executed = 14.3"],
    ),
    "people by kind of post": (
        "在职人员35人，其中行政编制10人，在岗事业编制25人。",
        ["staff.on_payroll - = 35", "staff.administrative - = 10", "staff.public_institution - = 25"],
    ),
    "where a part of a line came from": (
        "项目支出100万元，其中：松材线虫病防治60万元，其中36万元来自基金预算。",
        ["expenditure.project executed = 100", "expenditure.project_item executed 松材线虫病防治 = 60"],
    ),
    "staff of the whole county": ("全县在编教职工11,342人。", []),
    "a share of the budget at the year's start is no execution rate": (
        "全年支出90万元，占年初预算100万元的90%。",
        ["expenditure.total executed = 90", "expenditure.total approved = 100"],
    ),
    "posts of one kind of one body of several": (
        "局机关核定行政编制12名，实有11人。",
        ["staff.on_payroll - = 11"],
    ),
    "guests of a trip abroad": (
        "公务接待52批次、418人次；因公出国（境）团组1个2人次。",
        ["three_public.reception_events executed = 52", "three_public.reception_visitors executed = 418"],
    ),
    "people who were served": ("全年慰问退休人员1,164人。", []),
    "a change against the budget": (
        "“三公”经费5万元，较年初预算减少3万元。",
        ["three_public.total executed = 5"],
    ),
    "a change over several years": (
        "“三公”经费5万元，两年累计压减3万元。",
        ["three_public.total executed = 5"],
    ),
    "money carried over": ("项目支出5万元，年末结转3万元。", ["expenditure.project executed = 5"]),
    "a supplement in the year": ("因抗洪救灾追加1,045.30万元。", []),
    "the whole county's revenue": ("全市一般公共预算收入完成22.8亿元。", []),
    "another revenue that ends in the same word": ("两所医院全年业务收入4.37亿元。", []),
    "a line's own special spending": ("全年耕地保护专项支出320万元。", []),
    "a class of the functional classification": (
        "按功能分类：社会保障和就业支出98万元、住房保障支出35万元。",
        [],
    ),
    "a loan": ("组织银企对接，帮助企业获得银行贷款3.2亿元。", []),
    "a document number": ("按照湘财绩〔2020〕7号文件，制定《项目支出2023年管理办法》。", []),
    "a date": ("基本支出情况于2024年5月8日公开。", []),
    "an ordinal": ("规模工业增加值排全市第2位。", []),
    "a per-head figure": ("人均公用经费1.95万元。", []),
    "a completion rate": ("公务接待费1.16万元，完成预算的58%。", ["three_public.reception executed = 1.16"]),
    "an area": ("新拓展工业用地1200亩。", []),
    "vehicles, not money": ("公务用车购置0台，保有量2台。", []),
    "a running total of stations": (
        "新建5G基站186个，累计达到1024个。",
        ["outcome.base_stations_5g_new executed = 186"],
    ),
    "another body's subsidies": ("发放残疾人“两项补贴”共计986.7万元。", []),
    "no figure in 持平": (
        "公务用车运行费0万元，与上年持平。",
        ["three_public.vehicle_operation executed = 0"],
    ),
    "a plan for the next year": ("2025年新建5G基站200个以上。", []),
    "the parts of a score": (
        "自评总分为96分，其中投入10分、产出28分。",
        ["score.total - = 96"],
    ),
    "a single indicator's score": ("该指标50分，自评得分48.5分。", []),
    "an overrun": ("公用经费超年初预算1.4万元。", []),
    "a rate that others fell below": ("对执行率低于80%的项目约谈负责人。", []),
    "a standard per person": (
        "政府性基金支出50万元，直补标准为每人每年600元。",
        ["expenditure.government_fund executed = 50"],
    ),
    "an indicator's score": ("产出指标得分48分。", []),
    "investment projects counted": ("工业投资项目入库45个，总投资95.99亿元。", []),
    "a budget's making, no posts": ("年初预算编制不够精准，2个小区未按期开工。", []),
    "points of percentage": (
        "规模工业增加值增速8.7%，高全市2.5个百分点。",
        ["outcome.industrial_value_added_growth executed = 8.7"],
    ),
    "income of a trade is no revenue of the bureau": (
        "全年接待游客3万人次，实现旅游综合收入24.6亿元。",
        [],
    ),
    "money that a noun behind it claims": (
        "全年总支出90万元。对2.6亿元扶贫资金开展专项审计。",
        ["expenditure.total executed = 90"],
    ),
    "a rate of pay by the year or by the head": (
        "公用经费60万元（生均公用经费基准定额为小学650元/年）。",
        ["expenditure.operating executed = 60"],
    ),
    "ten thousands of people": (
        "全年总支出90万元，为2.17万名群众落实救助。",
        ["expenditure.total executed = 90"],
    ),
    "kinds of posts in parentheses are no staff": (
        "编制总数52名（行政18名、事业34名），实有49名。",
        ["staff.authorized - = 52", "staff.on_payroll - = 49"],
    ),
    "a bank's money is no grant": (
        "争取上级资金3640万元，其中制造强省资金680万元；协调金融机构发放“科技贷”9800万元。",
        ["outcome.funds_won executed = 3640", "outcome.funds_won executed 制造强省资金 = 680"],
    ),
    "the full marks are not the points given": (
        "自评总分100分，自评得分97.8分。",
        ["score.total - = 97.8"],
    ),
    "the execution rate of procurement is not the budget's": (
        "政府采购预算356万元，实际采购342.6万元，执行率96.24%。",
        ["procurement.total approved = 356", "procurement.total executed = 342.6"],
    ),
    "a contract with small enterprises is not all procurement": (
        "政府采购42万元，授予中小企业合同金额33万元。",
        ["procurement.total executed = 42"],
    ),
    "a part that is called like its whole": (
        "一般公共预算财政拨款121万元（其中经费拨款118万元、纳入一般公共预算管理的非税收入3万元）。",
        ["revenue.general_public_budget executed = 121"],
    ),
    "people who were hired this year": ("公开招聘事业单位工作人员76人，招录公务员31人。", []),
    "a county's revenue": ("县级一般公共预算收入完成4.96亿元，同比增长6.3%。", []),
    "an enterprise's retired": ("管理改制企业退休职工2116人。", []),
    "rangers who are paid a subsidy": ("聘用生态护林员1386名，每人每年补助1万元。", []),
    "the points of a part": ("过程(满分50分，自评48.5分)", []),
    "spending on the insured": ("报销比例71.5%；医疗救助1.36万人次、支出1865.20万元。", []),
    "a measure behind one with its budget and its spending": (
        "公务接待费预算14万元、决算11.52万元，接待来访客商16批38人次；公务用车购置费0万元。",
        [
            "three_public.reception approved = 14",
            "three_public.reception executed = 11.52",
            "three_public.reception_events executed = 16",
            "three_public.reception_visitors executed = 38",
            "three_public.vehicle_purchase executed = 0",
        ],
    ),
    "a fund named in brackets": (
        "总收入200万元：政府性基金（福利彩票公益金）拨款132.2万元。",
        ["revenue.total executed = 200", "revenue.government_fund executed = 132.2"],
    ),
    "lines behind the stop of their total": (
        "项目支出489万元。旅游宣传营销215万元，文化遗产保护184万元，全民健身90万元。",
        [
            "expenditure.project executed = 489",
            "expenditure.project_item executed 旅游宣传营销 = 215",
            "expenditure.project_item executed 文化遗产保护 = 184",
            "expenditure.project_item executed 全民健身 = 90",
        ],
    ),
    "the whole budget's rate behind a part": (
        "项目支出50万元。全年预算执行率95.71%，未执行的4.2万元为质保金。",
        ["expenditure.project executed = 50", "execution.rate - = 95.71"],
    ),
    "research against the product in brackets": (
        "全社会研发经费投入1.92亿元，占GDP（103.2亿元）的1.86%。",
        ["outcome.rd_spending executed = 1.92", "outcome.rd_share_gdp executed = 1.86"],
    ),
    "a bare purchase": (
        "政府采购。全年采购28.64万元，其中货物28.64万元。",
        ["procurement.total executed = 28.64", "procurement.goods executed = 28.64"],
    ),
    "money for people": (
        "基本支出2061万元，用于人员的经费为1794万元。",
        ["expenditure.basic executed = 2061", "expenditure.personnel executed = 1794"],
    ),
    "works behind a total are no lines": (
        "项目支出489万元。改建公路12公里，建成泵站9座，安装路灯300盏。",
        ["expenditure.project executed = 489"],
    ),
    "a loan for a company is no grant": (
        "争取上级资金1.35亿元，协助交投公司争取贷款2.6亿元。",
        ["outcome.funds_won executed = 13500"],
    ),
    "a budget of both sides with its expenditure": (
        "年度收支。年初预算628万元，其中基本支出416万元，项目支出212万元。",
        [
            "expenditure.total approved = 628",
            "expenditure.basic approved = 416",
            "expenditure.project approved = 212",
        ],
    ),
    "citizens who were received": ("接待改制企业职工来访86批312人次。", []),
    "what one piece may cost": (
        "项目支出40万元，用于农村综合服务社建设，新建服务社12个，每个补助不超过4万元。",
        ["expenditure.project executed = 40"],
    ),
    "the enterprises' own money among funds won": (
        "争取上级资金920万元，其中污水治理资金920万元；全县企业投入污染治理资金1.2亿元。",
        ["outcome.funds_won executed = 920", "outcome.funds_won executed 污水治理资金 = 920"],
    ),
    "another fund's spending": ("居民医保基金全年支出2.84亿元，住院政策范围内报销比例71%。", []),
    "an unknown project's budget, spending and rate": (
        "科技创新专项资金预算200万元，实际到位200万元，支出185.6万元，执行率92.8%。",
        [],
    ),
    "an amount whose unknown name stands behind it": (
        "“三公”经费53.26万元，其中14.36万元是公务接待费，38.90万元是老旧设备的更换。",
        ["three_public.total executed = 53.26", "three_public.reception executed = 14.36"],
    ),
    "people who were trained where readers were received": (
        "接待读者和学员18.6万人次，培训文化骨干548人次。",
        [],
    ),
    "the county's own budget revenue": ("县本级一般公共预算收入完成6.8亿元。", []),
}


@pytest.mark.parametrize(("sentence", "expected"), HITS.values(), ids=HITS)
def test_the_grammar_reads(sentence: str, expected: list[str]) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(("sentence", "expected"), NEAR_MISSES.values(), ids=NEAR_MISSES)
def test_the_grammar_leaves_out(sentence: str, expected: list[str]) -> None:
    assert stated(sentence) == expected


def test_a_heading_lends_its_measure_to_a_bare_figure() -> None:
    assert stated("2023年年初预算45.00万元。", heading="three_public.total") == [
        "three_public.total approved = 45"
    ]


def test_under_a_heading_about_execution_the_budget_totals_are_executed() -> None:
    sentence = "2023年预算总收入100万元，预算总支出90万元。"
    assert stated(sentence, executing=True) == [
        "revenue.total executed = 100",
        "expenditure.total executed = 90",
    ]


def test_a_goal_states_targets() -> None:
    goal = "规模工业增加值增速7.5%以上，新增规模工业企业35家以上。"
    assert stated(goal, phase="target") == [
        "outcome.industrial_value_added_growth target = 7.5",
        "outcome.new_industrial_enterprises target = 35",
    ]


def test_under_a_heading_of_projects_a_list_of_names_and_amounts_is_their_lines() -> None:
    sentence = "2023年列支前期费860万元、粮食安全与储备486万元、后续扶持395万元，合计1741万元。"
    assert stated(sentence, heading="expenditure.project") == [
        "expenditure.project_item executed 前期费 = 860",
        "expenditure.project_item executed 粮食安全与储备 = 486",
        "expenditure.project_item executed 后续扶持 = 395",
        "expenditure.project executed = 1741",
    ]


def test_under_a_heading_of_projects_two_names_before_and_so_on_are_lines() -> None:
    sentence = "项目支出较上年增加298.6万元。就业补助986.5万元、劳动监察与仲裁89.4万元等，详见下表。"
    assert stated(sentence, heading="expenditure.project") == [
        "expenditure.project executed yoy_change = 298.6",
        "expenditure.project_item executed 就业补助 = 986.5",
        "expenditure.project_item executed 劳动监察与仲裁 = 89.4",
    ]


def test_under_a_heading_about_plans_figures_are_targets_unless_they_are_results() -> None:
    assert stated("年内新建5G基站80个。", aims=True) == ["outcome.base_stations_5g_new target = 80"]
    assert stated("已完成新建5G基站80个。", aims=True) == ["outcome.base_stations_5g_new executed = 80"]


def test_a_sum_of_some_lines_under_their_heading_is_no_total() -> None:
    sentence = "技改补助、科技奖励两个专项分别为300万元、250万元，两项合计550万元；人才引进50万元。"
    assert stated(sentence, heading="expenditure.project") == [
        "expenditure.project_item executed 技改补助 = 300",
        "expenditure.project_item executed 科技奖励 = 250",
        "expenditure.project_item executed 人才引进 = 50",
    ]

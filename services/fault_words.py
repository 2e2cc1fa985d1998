"""The words for what ``verify`` finds: groups in the order in which they are read, and a line for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data_access.store.verifying import FaultCode

GROUPS: Mapping[str, Mapping[FaultCode, str]] = MappingProxyType(
    {
        "数据库文件": {
            "database_damaged": "数据库文件已损坏，请用备份恢复",
            "table_missing": "缺少表或列，请用备份恢复",
            "record_unreadable": "登记的内容无法识读，其余各项没有核对，请用备份恢复",
        },
        "原始文件": {
            "file_changed": "文件内容与入库时的指纹（SHA-256）不符",
            "file_size": "文件大小与登记的不符",
            "file_missing": "原始文件不在库中",
            "file_orphan": "文件不属于任何一份报表",
        },
        "重读比对": {
            "reread_impossible": "按登记的工作表重读，已认不出这张报表",
            "reread_identity": "文件写明的报告期或填报单位与登记的不符",
            "reread_cell": "单元格与库中的值不同",
            "reread_row_missing": "文件中有、库中没有的行",
            "reread_row_extra": "库中有、文件中没有的行",
        },
        "版本和生效时间": {
            "version_hole": "版本号不连续",
            "received_order": "收到时间早于上一版本",
            "interval_missing": "没有生效时间",
            "interval_order": "失效时间早于生效时间",
            "interval_overlap": "与另一版本同时生效",
            "interval_gap": "生效时间与上一版本之间有空档",
            "interval_closed": "应当现行而没有现行版本",
            "interval_history": "生效时间与入库、撤回的记录不符",
            "interval_orphan": "生效时间没有对应的报表",
            "withdrawal_orphan": "撤回记录没有对应的报表",
        },
        "行数": {"rows_count": "库中行数与登记的不符", "fact_orphan": "数据行没有对应的报表"},
        "预警名单": {
            "warning_missing": "应在名单而不在",
            "warning_extra": "不应在名单而在",
            "warning_changed": "名单所记与重新计算的不同",
        },
        "任务分解": {
            "allocation_parts": "分解的项数与登记的不符",
            "allocation_orphan": "分解的任务没有对应的版本",
            "allocation_order": "版本号不连续，或先后时间不对",
            "allocation_reread": "与原始文件重读的结果不同",
        },
        "外部数据": {"outside_order": "版本不连续、先后时间不对，或缺少来源"},
        "方案": {
            "pack_unreadable": "库中的方案读不出来",
            "pack_changed": "方案与设定时不同，请运行 manage.py init",
        },
    }
)
